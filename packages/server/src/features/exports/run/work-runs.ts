import type { Engines } from '#kernel/ctx';
import { claimRun } from '../store/export-runs.sql.ts';
import type { RunLimits } from './limits.ts';
import type { ExportDeclarations } from './running.ts';
import { workRun } from './work-run.ts';
import type { RunOutcome } from './work-run.ts';

const LOOK_AGAIN_MS = 250;

/**
 * Works on whatever waits, some at once, until nothing does; what is asked for meanwhile does not wait for the end of a long
 * one as long as there is a lane free.
 */
export async function workRuns(
  engines: Engines,
  of: { declared: ExportDeclarations; limits: RunLimits; signal: AbortSignal },
): Promise<Record<RunOutcome, number>> {
  const { declared, limits, signal } = of;
  const outcomes: Record<RunOutcome, number> = { completed: 0, failed: 0, cancelled: 0, lost: 0, released: 0 };
  /** Lanes that have a run, or may be about to have one. */
  let working = 0;
  const claim = async () => {
    working += 1;
    const row = await claimRun(engines.db, limits.staleMs).catch((error: unknown) => {
      working -= 1;
      throw error;
    });
    if (!row) working -= 1;
    return row;
  };
  const lane = async () => {
    while (!signal.aborted) {
      const row = await claim();
      if (!row && working === 0) return;
      if (!row) {
        await engines.clock.sleep(LOOK_AGAIN_MS, signal);
        continue;
      }
      try {
        outcomes[await workRun({ engines, declared, limits, row, stop: signal })] += 1;
      } catch (error) {
        // Whoever finds it silent goes on with it.
        engines.log.error({ err: error, runId: row.id }, 'an export was left where it was');
        outcomes.lost += 1;
      } finally {
        working -= 1;
      }
    }
  };
  await Promise.all(Array.from({ length: limits.runs }, lane));
  return outcomes;
}
