import type { Engines } from '#kernel/ctx';
import { failpoint } from '#platform/failpoint/failpoint';
import { announceSegment } from './announce-segment.ts';
import { readTallies } from './kept-request.ts';
import { deleteSegments, filterUnknown, findExpired } from './store/segments.sql.ts';

const BATCH = 500;

/** Segments in the store that nobody was told of: sealed right before a crash, or by the start after it. */
export async function announceUnknown(engines: Engines): Promise<number> {
  let announced = 0;
  for await (const keys of segmentKeys(engines)) {
    for (const key of await filterUnknown(engines.db, keys)) {
      const bytes = await engines.blob.get(key).catch((error: unknown) => {
        engines.log.error({ err: error, key }, 'a segment that nobody was told of cannot be read; it is tried again');
        return null;
      });
      if (!bytes) continue;
      const read = readTallies(Buffer.from(bytes));
      if (read.tornBytes > 0)
        engines.log.warn(
          { key, tornBytes: read.tornBytes },
          'the torn end of a segment is left out; nobody was told it was kept',
        );
      await announceSegment(engines, { key, sizeBytes: bytes.length, frames: read.frames, tally: read.tally });
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
export async function expireCommitted(engines: Engines, keepMs: number): Promise<number> {
  const expired = await findExpired(engines.db, { olderThanMs: keepMs, limit: BATCH });
  for (const { key } of expired) await engines.blob.delete(key);
  await deleteSegments(
    engines.db,
    expired.map(({ key }) => key),
  );
  return expired.length;
}
