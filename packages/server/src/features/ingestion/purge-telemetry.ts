import { receivedTimes } from '#features/traces';
import type { Engines } from '#kernel/ctx';
import type { TelemetryIds, TelemetryPurge } from '#kernel/feature';
import { countWaitingBefore, deleteSegments, findKeptAround } from './store/segments.sql.ts';
import { countLettersAbout, deleteLettersAbout } from './store/letters-about.sql.ts';

/**
 * What is kept for replay would bring back what was purged, so the segments that were received in the same seconds go
 * as a whole; their other events are stored and stay. Dead letters that name a purged id go too.
 */
export const purgeTelemetry: TelemetryPurge = {
  async holds({ db }, project) {
    const waiting = await countWaitingBefore(db, project);
    return waiting > 0 ? `${waiting} segments of the project that came before are not stored yet` : null;
  },
  erase: async (engines, telemetry) => {
    for (const one of telemetry) {
      await eraseSegments(engines, one);
      await deleteLettersAbout(engines.db, one);
    }
  },
  async count(engines, telemetry) {
    const left = { segments: 0, deadLetters: 0 };
    for (const one of telemetry) {
      left.segments += (await segmentsOf(engines, one)).length;
      left.deadLetters += await countLettersAbout(engines.db, one);
    }
    return left;
  },
};

/** The blob goes first: a row without a blob is forgotten later, a blob without a row would be processed again. */
async function eraseSegments(engines: Engines, telemetry: TelemetryIds) {
  const keys = await segmentsOf(engines, telemetry);
  for (const key of keys) await engines.blob.delete(key);
  await deleteSegments(engines.db, keys);
}

async function segmentsOf({ ch, db }: Engines, { projectId, traceIds }: TelemetryIds): Promise<string[]> {
  if (traceIds.length === 0) return [];
  return findKeptAround(db, { projectId, timesUs: await receivedTimes(ch, { projectId, traceIds }) });
}
