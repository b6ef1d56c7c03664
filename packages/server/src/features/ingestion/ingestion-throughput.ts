import { z } from 'zod';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { readBuckets } from './store/count-history.sql.ts';

export interface ThroughputBucket {
  /** Milliseconds since 1970 at its start. */
  start: number;
  received: number;
  stored: number;
  deadLettered: number;
  refused: number;
}

export interface Throughput {
  bucketMs: number;
  /** Every bucket of the range, those without events too. */
  buckets: ThroughputBucket[];
}

const BUCKETS_AT_MOST = 90;
const MINUTE_MS = 60_000;
/** Older minutes were folded into hours. */
const MINUTES_FOR_MS = 48 * 60 * MINUTE_MS;
const LONGEST_RANGE_MS = 400 * 24 * 60 * MINUTE_MS;
const WIDTHS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map(
  (minutes) => minutes * MINUTE_MS,
);

/** Milliseconds since 1970. */
const TimeMs = z.number().int().min(0).max(8.64e15);

/** Events by when they came and what has become of them since. */
export const ingestionThroughput = read({
  input: z.object({ from: TimeMs, to: TimeMs }),
  permission: 'traces:read',
  async run({ db, clock, projectId }, { from, to }): Promise<Throughput> {
    if (to <= from || to - from > LONGEST_RANGE_MS)
      throw new AppError('invalid', 'The range needs a start before its end, at most 400 days apart');
    const bucketMs = widthOf({ from, to, nowMs: clock.nowMs() });
    const first = Math.floor(from / bucketMs) * bucketMs;
    const buckets: ThroughputBucket[] = [];
    for (let start = first; start < to; start += bucketMs)
      buckets.push({ start, received: 0, stored: 0, deadLettered: 0, refused: 0 });
    for (const { startMs, outcome, count } of await readBuckets(db, { projectId, fromMs: first, toMs: to, bucketMs })) {
      const bucket = buckets[Math.round((startMs - first) / bucketMs)];
      if (bucket) bucket[outcome === 'dead-lettered' ? 'deadLettered' : outcome] += count;
    }
    return { bucketMs, buckets };
  },
});

function widthOf({ from, to, nowMs }: { from: number; to: number; nowMs: number }): number {
  const narrowest = nowMs - from > MINUTES_FOR_MS ? 60 * MINUTE_MS : MINUTE_MS;
  const fitting = WIDTHS_MS.find((width) => width >= narrowest && (to - from) / width <= BUCKETS_AT_MOST);
  return fitting ?? WIDTHS_MS.at(-1) ?? MINUTE_MS;
}
