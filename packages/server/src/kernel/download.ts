import type { Readable } from 'node:stream';
import type { ProjectPermission } from '#domain/permissions';
import type { ProjectCtx } from './ctx.ts';

/** What a browser saves. A body that fails breaks the connection, so that half a file is never taken for a whole one. */
export interface DownloadedFile {
  /** As it is saved: letters, digits, `.`, `_` and `-`. */
  name: string;
  contentType: string;
  /** Null where it is put together on the way. */
  sizeBytes: number | null;
  body: Readable;
}

/**
 * A file of a project that a signed-in person fetches with the browser, from one of our own pages or a link in a mail.
 * The address opens nothing by itself: the person's session and permission do, each time.
 */
export interface Download {
  /** Below `/api/project/{projectId}/`, parameters as `{id}`. */
  path: string;
  permission: ProjectPermission;
  open(ctx: ProjectCtx, params: Readonly<Record<string, string>>): Promise<DownloadedFile>;
}
