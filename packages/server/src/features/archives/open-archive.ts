import { Readable } from 'node:stream';
import { listExportFiles, MANIFEST, runFolder, tarParts } from '#features/exports';
import { AppError } from '#domain/errors';
import type { DownloadedFile } from '#kernel/download';
import { read } from '#kernel/verb';
import { isThere } from './archive-view.ts';
import { ArchiveId, getArchiveRun } from './manage-archives.ts';

/** The manifest first, so that an import knows what comes before it comes; then every file as it was written. */
export const openArchive = read({
  input: ArchiveId,
  permission: 'archives:read',
  async run(ctx, { archiveId }): Promise<DownloadedFile> {
    const run = await getArchiveRun(ctx, archiveId);
    if (!isThere(run, ctx.clock.nowMs()))
      throw new AppError('not_found', 'The archive is not ready, or its files are not kept any more');
    const folder = runFolder(run);
    const manifest = await ctx.blob.get(`${folder}${MANIFEST}`);
    const files = await listExportFiles(ctx.db, run.id);
    const parts = files.map(({ name, bytes }) => ({
      name,
      sizeBytes: bytes,
      open: () => ctx.blob.getStream(`${folder}${name}`),
    }));
    const first = { name: MANIFEST, sizeBytes: manifest.length, open: async () => Readable.from([manifest]) };
    return {
      name: `archive-${run.projectId.replaceAll(/[^\w-]/g, '_')}-${run.createdAt.toISOString().slice(0, 10)}.tar`,
      contentType: 'application/x-tar',
      sizeBytes: null,
      body: tarParts([first, ...parts], run.finishedAt ?? run.createdAt),
    };
  },
});
