import type { BatchExport } from '@tidemark/contract/exports';
import { read } from '#kernel/verb';
import { getBatchRun } from './batch-run.ts';
import { ExportIdInput } from './export-id.ts';
import { exportView } from './export-view.ts';

export const getExport = read({
  input: ExportIdInput,
  permission: 'exports:read',
  async run(ctx, { exportId }): Promise<BatchExport> {
    return exportView(ctx, await getBatchRun(ctx.db, { projectId: ctx.projectId, id: exportId }));
  },
});
