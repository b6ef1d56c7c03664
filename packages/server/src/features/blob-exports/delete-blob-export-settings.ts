import { z } from 'zod';
import { cancelExport, exportDeclarations } from '#features/exports';
import { AppError } from '#domain/errors';
import type { Feature } from '#kernel/feature';
import { write } from '#kernel/verb';
import { deleteBlobExport, lockSchedule } from './store/blob-exports.sql.ts';

/** What was delivered stays where it is. */
export const deleteBlobExportSettings = (features: () => readonly Feature[]) =>
  write({
    input: z.object({}),
    permission: 'blobExports:write',
    audit: () => ({ action: 'blobExports.delete', entityType: 'blobExport' }),
    async run(ctx): Promise<{ runId: string | null }> {
      const schedule = await lockSchedule(ctx.db, ctx.projectId);
      if (!schedule) throw new AppError('not_found', 'The project has no scheduled export');
      await deleteBlobExport(ctx.db, ctx.projectId);
      return { runId: schedule.runId };
    },
    async committed(ctx, _input, { runId }) {
      const reason = 'The schedule was deleted';
      if (runId)
        await cancelExport(ctx, exportDeclarations(features()), { projectId: ctx.projectId, id: runId, reason });
    },
  });
