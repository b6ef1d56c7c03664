import { forgetHidden, isTelemetry, liftMask, markPurged, selectPurged } from '#features/deletions';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { eraseHeld } from './purge-telemetry-of.ts';

const HOUR_MS = 3_600_000;
/** After the longest time that a worker or a client could still bring something. */
const SWEEP_AFTER_MS = HOUR_MS;
const FORGET_AFTER_MS = 90 * 24 * HOUR_MS;
const AT_ONCE = 50;

/** Looks at what was purged once more, and forgets ids that nobody sends any longer. */
export async function sweepPurged(engines: Engines, features: readonly Feature[]): Promise<void> {
  const { db } = engines;
  for (const deletion of await selectPurged(db, { which: 'unswept', olderThanMs: SWEEP_AFTER_MS, limit: AT_ONCE })) {
    try {
      if (isTelemetry(deletion.entityType)) {
        const { found } = await eraseHeld(engines, features, { projectId: deletion.projectId, operations: [deletion] });
        const late = Object.values(found).reduce((sum, count) => sum + count, 0);
        if (late > 0)
          engines.log.warn({ deletionId: deletion.id, found }, 'what came late for a purged deletion is gone');
        await liftMask(engines, deletion);
      }
      await markPurged(db, { id: deletion.id, as: 'swept' });
    } catch (error) {
      engines.log.warn({ err: error, deletionId: deletion.id }, 'a purged deletion could not be swept; it comes again');
    }
  }
  for (const deletion of await selectPurged(db, {
    which: 'forgettable',
    olderThanMs: FORGET_AFTER_MS,
    limit: AT_ONCE,
  })) {
    await forgetHidden(engines, { projectId: deletion.projectId, deletionId: deletion.id });
    await markPurged(db, { id: deletion.id, as: 'forgotten' });
  }
}
