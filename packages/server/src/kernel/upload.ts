import type { IncomingMessage } from 'node:http';
import type { ProjectPermission } from '#domain/permissions';
import type { ProjectCtx } from './ctx.ts';

/** A file that a signed-in person sends from one of our own pages, as it is. */
export interface Upload {
  /** Below `/api/project/{projectId}/`. */
  path: string;
  permission: ProjectPermission;
  /** Reads the body itself, within limits of its own; answers JSON. */
  take(ctx: ProjectCtx, given: { query: Readonly<Record<string, unknown>>; body: IncomingMessage }): Promise<object>;
}
