import { toAppError } from '#domain/errors';
import { enqueueReplay } from './enqueue-replay.ts';
import { processSegment } from './process-segment.ts';
import type { Processing } from './process-segment.ts';
import { finishReplay, nextOfReplay, skipInReplay, touchReplay } from './store/replays.sql.ts';

/** At once, which leaves most workers to what comes in meanwhile. */
const LANES = 4;
const STEP_MS = 20_000;

/**
 * One step of a replay: segments in the order of time, each committed before it counts as done, so that a kill repeats
 * four at most. What a segment that cannot be read has given before stays, and the replay goes on without it.
 */
export async function runReplay(
  processing: Processing,
  { replayId, step }: { replayId: string; step: number },
  signal: AbortSignal,
): Promise<void> {
  const { db, clock } = processing.engines;
  const untilMs = clock.nowMs() + STEP_MS;
  while (!signal.aborted && clock.nowMs() < untilMs) {
    const keys = await nextOfReplay(db, replayId, LANES);
    if (keys.length === 0) return finish(processing, replayId, step);
    await touchReplay(db, replayId);
    await Promise.all(keys.map((key) => readAgain(processing, replayId, key)));
  }
  await enqueueReplay(processing.engines, replayId, step + 1);
}

/** The first step may be told of before the transaction that ordered it is over; then the message comes again. */
async function finish({ engines: { db } }: Processing, replayId: string, step: number): Promise<void> {
  const isOver = await finishReplay(db, replayId);
  if (!isOver && step === 0) throw new Error('The replay is not written down yet');
}

async function readAgain(processing: Processing, replayId: string, key: string): Promise<void> {
  const { db, log } = processing.engines;
  try {
    const outcome = await processSegment(processing, key);
    if (outcome === 'missing') await skipInReplay(db, { replayId, key, reason: 'The file of a segment is gone' });
  } catch (error) {
    if (toAppError(error).code === 'unavailable') throw error;
    log.error({ err: error, key, replayId }, 'a segment could not be read again');
    await skipInReplay(db, { replayId, key, reason: (error as Error).message });
  }
}
