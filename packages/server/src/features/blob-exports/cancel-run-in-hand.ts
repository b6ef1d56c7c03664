import { cancelExport, exportDeclarations } from '#features/exports';
import type { ProjectCtx } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { findSchedule } from './store/blob-exports.sql.ts';

/** What it has delivered of an unfinished part has no manifest, and nobody reads it. */
export async function cancelRunInHand(ctx: ProjectCtx, features: readonly Feature[], reason: string): Promise<void> {
  const { projectId } = ctx;
  const runId = (await findSchedule(ctx.db, projectId))?.runId;
  if (runId) await cancelExport(ctx, exportDeclarations(features), { projectId, id: runId, reason });
}
