import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { ExportRun } from '#kernel/export-run';
import { findBatchRun } from './batch-run.ts';
import { hasFiles, isFor } from './export-view.ts';

/** The run whose files may be fetched. Whoever they are not for is told the same as if there were none. */
export async function findDownload(ctx: ProjectCtx, id: string): Promise<ExportRun> {
  const run = await findBatchRun(ctx.db, { projectId: ctx.projectId, id });
  if (!run || !isFor(ctx.actor, run)) throw new AppError('not_found', 'There is no such export');
  if (hasFiles(run, ctx.clock.nowMs())) return run;
  if (run.state === 'COMPLETED')
    throw new AppError('not_found', 'The files of this export are removed; start it again', { httpStatus: 410 });
  throw new AppError('precondition_failed', `This export has no files: it is ${run.state.toLowerCase()}`);
}
