import type { Engines } from '#kernel/ctx';
import { failpoint } from '#platform/failpoint/failpoint';
import { enqueueSegment, enqueueSegments } from './enqueue-segment.ts';
import { findNextOfAll, findNextOfProject } from './store/next-segments.sql.ts';

/**
 * Projects take turns. Of each only so many segments are on the queue or in work at once, the oldest; what else waits
 * is only in the table, and the next one follows when one is done. So a project with thousands of them is ahead of
 * others by these few, and as they are fewer than a worker takes at once, it never has all of a worker.
 */
const IN_TURN = 6;

/** Puts a segment on the queue when it is among the next of its project; otherwise its turn comes by itself. */
export async function feedSegment(engines: Pick<Engines, 'db' | 'queue'>, segment: { projectId: string; key: string }) {
  const next = await findNextOfProject(engines.db, { projectId: segment.projectId, limit: IN_TURN });
  if (next.includes(segment.key)) await enqueueSegment(engines, segment.key);
}

/** Neither waiting on the queue nor in work for so long, a message counts as lost in a worker that is stuck. */
const LOST_AFTER_MS = 5 * 60_000;

export interface Feeder {
  /** Puts on the queue what is among the next of a project since something of it was done. */
  feed(projectId: string): Promise<void>;
  /** Puts the next segments of every project on the queue again, should the queue have lost them. */
  feedAll(): Promise<void>;
}

/**
 * A process that just began tells everything under other names: the queue would hold what a killed worker had in hand
 * for another minute. The same helps a segment that stays the next one for long.
 */
export function createFeeder(engines: Pick<Engines, 'db' | 'queue' | 'clock'>): Feeder {
  const told = new Map<string, ReadonlySet<string>>();
  let nextSinceMs = new Map<string, number>();
  let began = true;
  return {
    async feed(projectId) {
      const next = await findNextOfProject(engines.db, { projectId, limit: IN_TURN });
      const before = told.get(projectId);
      await enqueueSegments(
        engines,
        next.filter((key) => !before?.has(key)),
      );
      if (next.length === 0) told.delete(projectId);
      else told.set(projectId, new Set(next));
    },
    async feedAll() {
      const nowMs = engines.clock.nowMs();
      const keys = await findNextOfAll(engines.db, IN_TURN);
      nextSinceMs = new Map(keys.map((key) => [key, nextSinceMs.get(key) ?? nowMs]));
      const lost = keys.filter((key) => nowMs - (nextSinceMs.get(key) ?? nowMs) >= LOST_AFTER_MS);
      await enqueueSegments(engines, began ? keys : lost, { attempt: nowMs });
      await failpoint('K14');
      for (const key of lost) nextSinceMs.set(key, nowMs);
      if (!began) await enqueueSegments(engines, keys);
      began = false;
    },
  };
}
