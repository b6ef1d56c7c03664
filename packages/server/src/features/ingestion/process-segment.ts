import type { Engines } from '#kernel/ctx';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { failpoint } from '#platform/failpoint/failpoint';
import { createLane } from '#platform/process/lane';
import type { Lane } from '#platform/process/lane';
import { dropSegment } from './drop-segment.ts';
import { projectOfSegment } from './kept-request.ts';
import { numberedFrames } from './map-segment.ts';
import { markReading } from './mark-reading.ts';
import type { ProjectWork } from './project-work.ts';
import { readSegment } from './read-segment.ts';
import type { UnreadableSegment } from './read-segment.ts';
import { missingOutcome } from './segment-outcome.ts';
import type { SegmentOutcome } from './segment-outcome.ts';
import { commitSegment } from './store/commit-segment.sql.ts';
import { beginReading, endReading, findReadings, releaseReading } from './store/readings.sql.ts';
import type { Readings } from './store/readings.sql.ts';
import { findUncommitted } from './store/segments.sql.ts';
import { needsCare, storeOneByOne } from './store-one-by-one.ts';
import { storeRequests } from './store-requests.ts';

export interface Processing {
  engines: Engines;
  batches: BatchWriter;
  /** Segments are mapped one after the other, so that the first is on its way to the store while the next is mapped. */
  mapping?: Lane;
  /** Without it nobody is asked whether the project is still there. */
  work?: ProjectWork;
}

/**
 * Brings one segment into the store: read, map, merge, price, insert, and only then mark it committed. May run any
 * number of times, also at once in two workers. What the store refuses is kept as a dead letter with its reason.
 */
export async function processSegment(processing: Processing, key: string): Promise<'stored' | 'missing'> {
  const { work, engines } = processing;
  if (!work) return store(processing, key);
  return work.during<'stored' | 'missing'>(
    projectOfSegment(key),
    () => store(processing, key),
    async () => {
      await dropSegment(engines, key);
      return 'missing';
    },
  );
}

async function store(processing: Processing, key: string): Promise<'stored' | 'missing'> {
  const { db, clock } = processing.engines;
  const readings = await findReadings(db, key);
  const mark = { set: () => beginReading(db, key), takeBack: () => endReading(db, key) };
  return markReading(clock, mark, async (begin) => {
    const outcome = await storeSegment(processing, { key, readings, begin });
    if (!outcome) return commitMissing(db, key);
    await failpoint('K10');
    await commitSegment(db, { key, reading: readings.reading }, outcome);
    return 'stored';
  });
}

/** Marked only when it is read, since others are read before it. */
async function storeSegment(
  processing: Processing,
  { key, readings, begin }: { key: string; readings: Readings; begin: () => Promise<void> },
): Promise<SegmentOutcome | null> {
  const { engines, batches, mapping = createLane() } = processing;
  if (needsCare(readings)) return mapping(() => storeOneByOne(processing, key, readings));
  const read = async () => {
    await begin();
    const bytes = await readSegment(engines, key);
    return bytes && numberedFrames(bytes);
  };
  return storeRequests(
    { engines, batches, mapping },
    { key, reading: readings.reading, readUs: readings.readUs, read },
  );
}

/** After many attempts: its events are dead letters, and a retry reads the file once more. */
export async function giveUpReading(db: Engines['db'], key: string, { cause }: UnreadableSegment): Promise<void> {
  const counted = await findUncommitted(db, key);
  const reason = `The file of the segment cannot be read (${(cause as Error).message}); restore it from a backup and retry`;
  if (counted) await commitSegment(db, { key, reading: 0 }, missingOutcome(key, counted, reason));
}

/** Somebody removed what was kept: that is said, and counted, rather than waited for. */
async function commitMissing(db: Engines['db'], key: string): Promise<'missing'> {
  const counted = await findUncommitted(db, key);
  if (counted) await commitSegment(db, { key, reading: 0 }, missingOutcome(key, counted));
  else await releaseReading(db, key);
  return 'missing';
}
