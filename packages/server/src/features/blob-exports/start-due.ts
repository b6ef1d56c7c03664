import { startExport } from '#features/exports';
import { findWatermark } from '#features/ingestion';
import { findProjectState } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { storesLate } from '#kernel/stores-late';
import { requestOf } from './request-of.ts';
import { changeSchedule, findDue, lockSchedule } from './store/blob-exports.sql.ts';
import type { Schedule, ScheduleWindow } from './store/blob-exports.sql.ts';

const AT_ONCE = 100;
/** There was nothing yet that is stored for good. */
const LOOK_AGAIN_MS = 15_000;

/** Starts the next part of every schedule that is due; one that fails to start holds up no other. Answers how many. */
export async function startDue(engines: Engines, features: readonly Feature[], marginMs?: number): Promise<number> {
  let started = 0;
  for (const projectId of await findDue(engines.db, new Date(engines.clock.nowMs()), AT_ONCE)) {
    const until = await findWatermark(engines, projectId, marginMs);
    try {
      const isStarted = await engines.db
        .transaction()
        .execute((db) => startNext({ ...engines, db }, { projectId, until, features }));
      if (isStarted) started += 1;
    } catch (error) {
      engines.log.error({ err: error, projectId }, 'a scheduled export could not be started; it is tried again');
      await changeSchedule(engines.db, projectId, {
        lastError: (error as Error).message.slice(0, 300),
        lastErrorAt: new Date(engines.clock.nowMs()),
        nextAt: new Date(engines.clock.nowMs() + LOOK_AGAIN_MS),
      });
    }
  }
  return started;
}

/** The part is written down with its run, so that whatever dies, the same part is done until it is delivered. */
async function startNext(
  engines: Engines,
  of: { projectId: string; until: Date; features: readonly Feature[] },
): Promise<boolean> {
  const { db, clock } = engines;
  const schedule = await lockSchedule(db, of.projectId);
  if (!schedule?.enabled || schedule.runId !== null) return false;
  const project = await findProjectState(db, of.projectId);
  const mayGoOn = project?.status === 'ACTIVE' && !(await storesLate(engines, of.features, of.projectId));
  const window = mayGoOn ? nextWindow(schedule, of.until) : null;
  if (!window) {
    await changeSchedule(db, of.projectId, { nextAt: new Date(clock.nowMs() + LOOK_AGAIN_MS) });
    return false;
  }
  const runId = await startExport(engines, {
    projectId: of.projectId,
    kind: 'scheduled',
    sourceId: window.kind,
    request: requestOf(schedule, window, of.features),
    cutUs: window.until.getTime() * 1000,
    requestedBy: { kind: 'system', id: 'system', name: 'schedule' },
  });
  await changeSchedule(db, of.projectId, { window, runId });
  return true;
}

function nextWindow({ window, syncedUntil }: Schedule, until: Date): ScheduleWindow | null {
  if (window) return window;
  return syncedUntil < until ? { kind: 'scheduled', from: syncedUntil, until } : null;
}
