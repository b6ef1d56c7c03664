import { BatchExportOrder } from '@tidemark/contract/exports';
import type { BatchExport } from '@tidemark/contract/exports';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { checkExport } from '../declarations.ts';
import type { ExportDeclarations } from '../run/running.ts';
import { startExport } from '../start-export.ts';
import { countOpenRuns } from '../store/export-runs.sql.ts';
import { lockExports } from '../store/lock-exports.sql.ts';
import { countOrder } from './count-order.ts';
import { getBatchRun } from './batch-run.ts';
import { exportView } from './export-view.ts';
import { requestOf } from './request-of.ts';

/** Of one project at once, so that none keeps the others waiting for long. */
const MAX_UNDER_WAY = 3;

/** Begins an export in the background; what cannot be asked of the table is refused now and not in an hour. */
export const createExport = (declared: () => ExportDeclarations) =>
  write({
    input: BatchExportOrder,
    permission: 'exports:create',
    audit: ({ table, format, from, to }, { id }: BatchExport) => ({
      action: 'export.start',
      entityType: 'export',
      entityId: id,
      details: { table, format, from: from ?? null, to: to ?? null },
    }),
    async run(ctx, order): Promise<BatchExport> {
      const { db, projectId, actor } = ctx;
      const request = requestOf(order);
      checkExport(declared(), { projectId, request });
      const expectedRows = await expectedOf(ctx, declared(), order);
      await lockExports(db, projectId);
      if ((await countOpenRuns(db, { projectId, kind: 'batch' })) >= MAX_UNDER_WAY)
        throw new AppError(
          'limit_exceeded',
          `${MAX_UNDER_WAY} exports of this project are under way; wait until one ends, or cancel one`,
          { details: { retryAfterSeconds: 30 } },
        );
      const id = await startExport(ctx, { projectId, kind: 'batch', request, expectedRows, requestedBy: actor });
      return exportView(ctx, await getBatchRun(db, { projectId, id }));
    },
  });

/** What fits a filter is counted here, so that its progress is true; without one the estimate of the worker is as good. */
async function expectedOf(
  ctx: ProjectCtx,
  declared: ExportDeclarations,
  order: BatchExportOrder,
): Promise<number | null> {
  const { filter, search, environments } = order;
  if (!filter && !search && environments.length === 0) return null;
  return countOrder(ctx, declared, order).catch((error: unknown) => {
    ctx.log.info({ err: error, projectId: ctx.projectId }, 'the rows of an export could not be counted first');
    return null;
  });
}
