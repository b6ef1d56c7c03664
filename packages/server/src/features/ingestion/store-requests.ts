import { writeScores } from '#features/scores';
import { writeEvents, writeObservations } from '#features/traces';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { Engines } from '#kernel/ctx';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { addSums, segmentTimeMs } from '#platform/journal/journal';
import type { Lane } from '#platform/process/lane';
import { dropDeleted } from './drop-deleted.ts';
import type { DeletedFilter } from './drop-deleted.ts';
import { enrich } from './enrich.ts';
import { projectOfSegment } from './kept-request.ts';
import { mapRequests } from './map-segment.ts';
import type { MappedSegment, NumberedFrame } from './map-segment.ts';
import { outcomeOf } from './segment-outcome.ts';
import type { Refused, SegmentOutcome } from './segment-outcome.ts';
import { tallyName } from './tally.ts';

export interface Storing {
  engines: Engines;
  batches: BatchWriter;
  mapping: Lane;
}

/** Some of the requests of a segment, or all of them. */
export interface Requests {
  /** Of their segment. */
  key: string;
  reading: number;
  /** When it was asked for; null for the first. */
  readUs: number | null;
  /** Null when the segment is gone. Asked again when something of them was refused. */
  read(): Promise<Iterable<NumberedFrame> | null>;
}

/** Maps, merges, prices and inserts requests; what the store refused of them is in the outcome. Null when they are gone. */
export async function storeRequests(storing: Storing, requests: Requests): Promise<SegmentOutcome | null> {
  const { engines, mapping } = storing;
  const { key } = requests;
  const begun = await mapping(() => begin(storing, requests));
  if (!begun) return null;
  const { mapped, complete, deleted } = begun;
  for (const line of mapped.sdkLogs) engines.log.info({ projectId: projectOfSegment(key), line }, 'sdk log');
  const rest = await deleted.rest(mapped);
  const refused = (await Promise.all([writeRest(storing, key, rest), ...complete])).flat();
  const whole = refused.length > 0 ? await inFull(requests, mapped) : mapped;
  return outcomeOf(key, withDropped(whole, deleted), refused);
}

interface Begun {
  /** Without its complete observations. */
  mapped: MappedSegment;
  /** What the store refuses of them, as it becomes known. */
  complete: Promise<Refused[]>[];
  deleted: DeletedFilter;
}

/** Complete observations leave for the store as they are mapped: kept until the end, they would fill the memory. */
async function begin({ engines, batches }: Storing, requests: Requests): Promise<Begun | null> {
  const projectId = projectOfSegment(requests.key);
  const frames = await requests.read();
  if (!frames) return null;
  const complete: Promise<Refused[]>[] = [];
  const deleted = dropDeleted(engines, projectId);
  const take = async (mapped: PlainObservation[], more: boolean) => {
    const observations = await deleted.observations(mapped);
    const records = await enrich(engines, projectId, observations);
    const writing = writeObservations({ batches }, records, { more });
    writing.catch(() => undefined);
    complete.push(writing);
    await batches.hasRoom();
  };
  return { mapped: await mapRequests(projectId, frames, { ...timesOf(requests), take }), complete, deleted };
}

/** What was removed for good is refused when it comes again, by the same account as everything else. */
function withDropped(mapped: MappedSegment, { dropped }: DeletedFilter): MappedSegment {
  return dropped === 0
    ? mapped
    : { ...mapped, tally: addSums(mapped.tally, { [tallyName('refused', 'deleted')]: dropped }) };
}

/** A refused row is kept with all that it came from, which is then mapped once more. */
async function inFull(requests: Requests, mapped: MappedSegment): Promise<MappedSegment> {
  const frames = await requests.read();
  return frames ? mapRequests(projectOfSegment(requests.key), frames, timesOf(requests)) : mapped;
}

function timesOf({ key, reading, readUs }: Requests) {
  return { reading, readUs, openedUs: segmentTimeMs(key) * 1000 };
}

/** What was said in parts, and scores. */
async function writeRest({ engines, batches }: Storing, key: string, mapped: MappedSegment): Promise<Refused[]> {
  const stores = { ch: engines.ch, batches };
  const projectId = projectOfSegment(key);
  const { observationChanges, traceChanges } = mapped;
  const price = (folded: readonly PlainObservation[]) => enrich(engines, projectId, folded);
  const refused = await Promise.all([
    writeEvents(stores, { projectId, observations: [], observationChanges, traceChanges, enrich: price }),
    writeScores(stores, mapped.scores),
  ]);
  return refused.flat();
}
