import type { IncomingMessage } from 'node:http';
import type { ArchiveImport } from '@tidemark/contract/archives';
import type { ProjectCtx } from '#kernel/ctx';
import type { Upload } from '#kernel/upload';
import { getArchiveImport } from './manage-imports.ts';
import { beginArchiveImport } from './open-import.ts';
import { receiveArchive } from './receive-archive.ts';

/** Takes the archive that comes with a request; what comes of it is to be asked for. */
export async function importArchive(
  ctx: ProjectCtx,
  options: { dryRun: boolean; withSettings?: boolean },
  body: IncomingMessage,
): Promise<ArchiveImport> {
  const { id, project_id: projectId } = await beginArchiveImport(ctx, options);
  await receiveArchive(ctx, { projectId, id }, body);
  return getArchiveImport(ctx, { importId: id });
}

/** From the web app always a dry run first: a person looks at what would come. */
export const archiveUpload: Upload = {
  path: 'archive-imports',
  permission: 'archives:import',
  take: (ctx, { query, body }) =>
    importArchive(ctx, { dryRun: true, withSettings: query['withSettings'] === 'true' }, body),
};
