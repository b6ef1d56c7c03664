import type { Engines } from '#kernel/ctx';
import { enqueueReplay } from './enqueue-replay.ts';
import { findIdleReplays } from './store/replays.sql.ts';

/** A replay at work says so every few seconds. */
const IDLE_AFTER_MS = 60_000;

/** Replays whose message or worker was lost are put on the queue again; two at work on one do no harm. */
export async function resumeReplays(engines: Pick<Engines, 'db' | 'queue' | 'clock'>): Promise<void> {
  const step = engines.clock.nowMs();
  for (const id of await findIdleReplays(engines.db, IDLE_AFTER_MS)) await enqueueReplay(engines, id, step);
}
