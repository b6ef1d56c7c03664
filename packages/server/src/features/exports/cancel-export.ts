import type { ExportRun } from '#kernel/export-run';
import type { Engines } from '#kernel/ctx';
import { cleanRun } from './run/clean-run.ts';
import type { ExportDeclarations } from './run/running.ts';
import { cancelRun } from './store/export-runs.sql.ts';

/**
 * Ends a run that has not ended, and removes what it has written. Whoever is working on it notices within seconds, and
 * removes what it was writing then. Null when there was nothing to cancel.
 */
export async function cancelExport(
  engines: Engines,
  declared: ExportDeclarations,
  of: { projectId: string; id: string; reason: string },
): Promise<ExportRun | null> {
  const cancelled = await engines.db.transaction().execute(async (db) => {
    const run = await cancelRun(db, of);
    if (run) await declared.kinds.get(run.kind)?.ended?.({ ...engines, db }, run);
    return run;
  });
  if (!cancelled) return null;
  await cleanRun(engines, cancelled);
  engines.telemetry.observe(
    'tidemark_export_run_seconds',
    { kind: cancelled.kind, outcome: 'cancelled' },
    (engines.clock.nowMs() - cancelled.createdAt.getTime()) / 1000,
  );
  return cancelled;
}
