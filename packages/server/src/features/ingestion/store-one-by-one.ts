import { createLane } from '#platform/process/lane';
import { numberedFrames } from './map-segment.ts';
import { markReading } from './mark-reading.ts';
import { readSegment } from './read-segment.ts';
import { joinOutcomes, lostRequest, missingOutcome } from './segment-outcome.ts';
import type { SegmentOutcome } from './segment-outcome.ts';
import { beginReading, noteRequests } from './store/readings.sql.ts';
import type { Readings } from './store/readings.sql.ts';
import { findUncommitted } from './store/segments.sql.ts';
import { storeRequests } from './store-requests.ts';
import type { Storing } from './store-requests.ts';

/** A segment is read with care from then on: processes also end for reasons that are none of its own. */
const READINGS_TO_CARE = 3;
/** While it is read alone. By chance a process does not end three times within the same request. */
export const GIVEN_UP_AT = 3;

/** Did processes end while the segment was read, or is something of it given up because they did? */
export function needsCare({ begun, requests }: Readings): boolean {
  return begun >= READINGS_TO_CARE || Object.keys(requests).length > 0;
}

/**
 * Stores a segment request by request. Each is written down before it is read; one that the process has ended at three
 * times is left out, as a dead letter, and all the others are stored. Nothing else is mapped by this process meanwhile,
 * so that what ends it is the request that is named. Null when the segment is gone.
 */
export async function storeOneByOne(
  { engines, batches }: Omit<Storing, 'mapping'>,
  key: string,
  { reading, readUs, begun, requests }: Readings,
): Promise<SegmentOutcome | null> {
  const { db, clock, log } = engines;
  log.warn({ key, begun, requests }, 'processes ended while a segment was read; it is read request by request');
  if (begun >= READINGS_TO_CARE + GIVEN_UP_AT && Object.keys(requests).length === 0)
    return givenUpWhole(db, key, begun);
  await beginReading(db, key);
  const bytes = await readSegment(engines, key);
  if (!bytes) return null;
  const alone = { engines, batches, mapping: createLane() };
  const outcomes: (SegmentOutcome | null)[] = [];
  for (const numbered of numberedFrames(bytes)) {
    const [index, frame] = numbered;
    const times = requests[index] ?? 0;
    if (times >= GIVEN_UP_AT) {
      outcomes.push(lostRequest(key, { index, head: frame.head, reason: endedIt(times) }));
      continue;
    }
    const mark = {
      set: () => noteRequests(db, key, { ...requests, [index]: times + 1 }),
      takeBack: () => noteRequests(db, key, requests),
    };
    const store = async (begin: () => Promise<void>) => {
      await begin();
      return storeRequests(alone, { key, reading, readUs, read: async () => [numbered] });
    };
    outcomes.push(await markReading(clock, mark, store));
  }
  const stillGivenUp = Object.entries(requests).filter(([, times]) => times >= GIVEN_UP_AT);
  await noteRequests(db, key, Object.fromEntries(stillGivenUp));
  return joinOutcomes(outcomes.filter((outcome) => outcome !== null));
}

/** Its requests were never reached. */
async function givenUpWhole(db: Storing['engines']['db'], key: string, times: number): Promise<SegmentOutcome | null> {
  const counted = await findUncommitted(db, key);
  return counted && missingOutcome(key, counted, endedIt(times));
}

function endedIt(times: number): string {
  return `The process ended each of the ${times} times that it began to read this, for want of memory or by a defect`;
}
