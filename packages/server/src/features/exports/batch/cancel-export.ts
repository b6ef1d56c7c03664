import type { BatchExport } from '@tidemark/contract/exports';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { cleanRun } from '../run/clean-run.ts';
import { cancelRun } from '../store/export-runs.sql.ts';
import { findBatchRun, getBatchRun } from './batch-run.ts';
import { ExportIdInput } from './export-id.ts';
import { exportView, isFor } from './export-view.ts';

/** One's own, or anybody's for who looks after the project. One that has ended stays as it is. */
export const cancelExport = write({
  input: ExportIdInput,
  permission: 'exports:create',
  audit: ({ exportId }) => ({ action: 'export.cancel', entityType: 'export', entityId: exportId }),
  async run(ctx, { exportId: id }): Promise<BatchExport> {
    const { db, projectId, actor } = ctx;
    const run = await getBatchRun(db, { projectId, id });
    if (!isFor(actor, run) && !actor.may('project:update'))
      throw new AppError('forbidden', 'Who asked for an export cancels it, or an admin of the project');
    const cancelled = await cancelRun(db, { projectId, id, reason: `Cancelled by ${actor.name}` });
    return exportView(ctx, cancelled ?? run);
  },
  async committed(ctx, { exportId: id }) {
    const run = await findBatchRun(ctx.db, { projectId: ctx.projectId, id });
    if (run?.state === 'CANCELLED') await cleanRun(ctx, run);
  },
});
