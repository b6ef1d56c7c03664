import type { ProjectArchive } from '@tidemark/contract/archives';
import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { cancelExport, exportDeclarations, findExport, listExports } from '#features/exports';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { ExportRun } from '#kernel/export-run';
import type { Feature } from '#kernel/feature';
import { read, write } from '#kernel/verb';
import { archiveView } from './archive-view.ts';

export const ArchiveId = z.object({ archiveId: storableText().min(1).max(100) });
const LISTED = 50;

export async function getArchiveRun({ db, projectId }: ProjectCtx, id: string): Promise<ExportRun> {
  const run = await findExport(db, { projectId, id });
  if (run?.kind === 'archive') return run;
  throw new AppError('not_found', 'There is no such archive');
}

export const getArchive = read({
  input: ArchiveId,
  permission: 'archives:read',
  run: async (ctx, { archiveId }): Promise<ProjectArchive> =>
    archiveView(await getArchiveRun(ctx, archiveId), ctx.clock.nowMs()),
});

/** Newest first. */
export const listArchives = read({
  input: z.object({}),
  permission: 'archives:read',
  async run({ db, projectId, clock }): Promise<{ archives: ProjectArchive[] }> {
    const runs = await listExports(db, { projectId, kind: 'archive', limit: LISTED });
    return { archives: runs.map((run) => archiveView(run, clock.nowMs())) };
  },
});

/** Ends an archive that is being made, and removes what there is of it. One that has ended stays as it is. */
export const cancelArchive = (features: () => readonly Feature[]) =>
  write({
    input: ArchiveId,
    permission: 'archives:write',
    audit: ({ archiveId }) => ({ action: 'archives.cancel', entityType: 'archive', entityId: archiveId }),
    async committed(ctx, { archiveId: id }) {
      const { projectId, actor } = ctx;
      await cancelExport(ctx, exportDeclarations(features()), { projectId, id, reason: `Cancelled by ${actor.name}` });
    },
    async run(ctx, { archiveId }): Promise<ProjectArchive> {
      return archiveView(await getArchiveRun(ctx, archiveId), ctx.clock.nowMs());
    },
  });
