import type { Engines } from '#kernel/ctx';
import { failpoint } from '#platform/failpoint/failpoint';
import { announceSegment, enqueueSegment } from './announce-segment.ts';
import { readTallies } from './kept-request.ts';
import { deleteSegments, filterUnknown, findExpired, findStale } from './store/segments.sql.ts';

/** A segment in work is given this long before somebody else tries it too; trying twice does no harm. */
const STALE_AFTER_MS = 60_000;
/** Committed segments are kept this long for replay. */
const KEEP_COMMITTED_MS = 48 * 3_600_000;
const BATCH = 500;

/**
 * Uncommitted segments whose message or worker was lost are put on the queue again. Returns how many. A process that
 * just began waits for nobody: the queue would give what a killed worker had in hand to another after a minute only.
 */
export async function requeueStale(engines: Engines, began: boolean): Promise<number> {
  const stale = await findStale(engines.db, { olderThanMs: began ? 0 : STALE_AFTER_MS, limit: BATCH });
  const nowMs = engines.clock.nowMs();
  const attempt = began ? nowMs : Math.floor(nowMs / STALE_AFTER_MS);
  for (const { key } of stale) {
    await enqueueSegment(engines, key, { attempt });
    await failpoint('K14');
  }
  return stale.length;
}

/** Segments in the store that nobody was told of: sealed right before a crash, or by the start after it. */
export async function announceUnknown(engines: Engines): Promise<number> {
  let announced = 0;
  for await (const keys of segmentKeys(engines)) {
    for (const key of await filterUnknown(engines.db, keys)) {
      const bytes = Buffer.from(await engines.blob.get(key));
      await announceSegment(engines, { key, sizeBytes: bytes.length, ...readTallies(bytes) });
      announced += 1;
      await failpoint('K14');
    }
  }
  return announced;
}

async function* segmentKeys({ blob }: Engines): AsyncGenerator<string[]> {
  let keys: string[] = [];
  for await (const { key } of blob.list('projects/')) {
    if (!key.includes('/segments/')) continue;
    keys.push(key);
    if (keys.length < BATCH) continue;
    yield keys;
    keys = [];
  }
  if (keys.length > 0) yield keys;
}

/** The blob goes first: a row without a blob is forgotten later, a blob without a row would be processed again. */
export async function expireCommitted(engines: Engines): Promise<number> {
  const expired = await findExpired(engines.db, { olderThanMs: KEEP_COMMITTED_MS, limit: BATCH });
  for (const { key } of expired) await engines.blob.delete(key);
  await deleteSegments(
    engines.db,
    expired.map(({ key }) => key),
  );
  return expired.length;
}
