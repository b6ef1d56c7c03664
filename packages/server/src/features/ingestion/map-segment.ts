import { crc32 } from 'node:zlib';
import type { IngestionEvent } from '@tidemark/contract/ingestion/events';
import type { ObservationChange, TraceChange } from '#domain/merge/change';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { TextWriter } from '#domain/payload/text';
import type { ScoreRecord } from '#domain/telemetry';
import { parseJson } from '#platform/http/parse-json';
import { unpack } from '#platform/http/read-body';
import { decodeFrames } from '#platform/journal/frame';
import type { Frame } from '#platform/journal/frame';
import { addSums } from '#platform/journal/journal';
import { inTurns } from '#platform/process/slices';
import { BATCH_LIMITS } from './accept-batch.ts';
import { OTLP_LIMITS } from './accept-otlp.ts';
import { mapBatchInSlices } from './batch/map-batch.ts';
import { readBatchInSlices } from './batch/read-batch.ts';
import { promisedBy, readHead } from './kept-request.ts';
import type { RequestHead } from './kept-request.ts';
import { decodeTraces } from './otlp/decode-traces.ts';
import { mapSpansInSlices } from './otlp/map-spans.ts';
import { readSpansInSlices } from './otlp/read-spans.ts';
import { acceptedOf, tallyOfRequest } from './tally.ts';
import type { Tally } from './tally.ts';

/** Takes complete observations as they are mapped, with a word on whether more come; mapping goes on when it resolves. */
type TakeObservations = (observations: PlainObservation[], more: boolean) => Promise<void>;

interface MapOptions {
  /** How often the segment was read anew after its mapping was repaired. */
  reading?: number;
  /** When that was asked for; null for the first reading. */
  readUs?: number | null;
  /** The time of the segment by its key. */
  openedUs?: number;
  /** Without it, they are gathered. */
  take?: TakeObservations;
}

/** Few enough that most of what was mapped is gone before the memory is next swept. */
const OBSERVATIONS_PER_TAKE = 400;

/** Everything that a segment says, before it is merged and priced. */
export interface MappedSegment {
  observations: PlainObservation[];
  observationChanges: ObservationChange[];
  traceChanges: TraceChange[];
  scores: ScoreRecord[];
  sdkLogs: unknown[];
  /** Frames that cannot be read although they were accepted: kept as dead letters. */
  unreadable: { index: number; reason: string; events: number }[];
  /** All that came with the segment, as it was counted when it was accepted. */
  tally: Tally;
  /** How many events of batches speak of a trace itself, by its id. */
  traceEvents: Map<string, number>;
}

/** A request as it is in its segment, with its place there. */
export type NumberedFrame = readonly [index: number, frame: Frame];

export function numberedFrames(segment: Buffer): NumberedFrame[] {
  return [...decodeFrames(segment).frames.entries()];
}

/**
 * A pure function of the segment's bytes and of how often it was asked to be read again: mapping it again gives the
 * same, whatever was processed in between.
 */
export function mapSegment(projectId: string, bytes: Buffer, options: MapOptions = {}): Promise<MappedSegment> {
  return mapRequests(projectId, numberedFrames(bytes), options);
}

/** The same for some of its requests. */
export async function mapRequests(
  projectId: string,
  numbered: Iterable<NumberedFrame>,
  { reading = 0, readUs = null, openedUs = 0, take }: MapOptions = {},
): Promise<MappedSegment> {
  const mapped: MappedSegment = {
    observations: [],
    observationChanges: [],
    traceChanges: [],
    scores: [],
    sdkLogs: [],
    unreadable: [],
    tally: {},
    traceEvents: new Map(),
  };
  const tallies: Tally[] = [];
  const frames = [...numbered];
  for (const [place, [index, frame]] of frames.entries()) {
    const promised = promisedBy(frame.head);
    try {
      const events = await mapFrame({ projectId, reading, readUs, openedUs }, frame, mapped);
      const tally = promised ?? tallyOfRequest(frame.head['kind'] === 'batch' ? 'batch' : 'otlp', events, []);
      tallies.push(tally);
      const lost = acceptedOf(tally) - events;
      if (lost > 0) mapped.unreadable.push({ index, reason: `${lost} events can no longer be read`, events: lost });
    } catch (error) {
      const tally = promised ?? tallyOfRequest('batch', 1, []);
      tallies.push(tally);
      mapped.unreadable.push({ index, reason: (error as Error).message, events: acceptedOf(tally) });
    }
    const isEnough = mapped.observations.length >= OBSERVATIONS_PER_TAKE && place < frames.length - 1;
    if (take && isEnough) await take(mapped.observations.splice(0), true);
  }
  if (take && mapped.observations.length > 0) await take(mapped.observations.splice(0), false);
  mapped.tally = addSums(...tallies);
  return mapped;
}

/** Answers how many events the frame holds. */
async function mapFrame(
  { readUs, openedUs, ...segment }: { projectId: string; reading: number; readUs: number | null; openedUs: number },
  frame: Frame,
  into: MappedSegment,
): Promise<number> {
  const head = readHead(frame);
  const body = await unpackBody(frame, head);
  const context = {
    ...segment,
    apiKeyId: head.apiKeyId,
    sdkName: head.sdkName,
    sdkVersion: head.sdkVersion,
    receivedUs: head.receivedUs,
    ingestedUs: readUs ?? Math.max(head.receivedUs, openedUs),
    bodyDigest: crc32(body),
  };
  if (head.kind === 'batch') {
    const events = (await inTurns(readBatchInSlices(parseJson(body, 'Batch'), head.access))).accepted;
    const batch = await inTurns(mapBatchInSlices(events, context));
    append(into.observationChanges, batch.observations);
    append(into.traceChanges, batch.traces);
    append(into.scores, batch.scores);
    append(into.sdkLogs, batch.sdkLogs);
    countTraceEvents(events, into.traceEvents);
    return events.length;
  }
  const groups = decodeTraces(body, head.kind === 'otlp-json' ? 'json' : 'protobuf');
  const { spans } = await inTurns(readSpansInSlices(groups, head.receivedUs));
  const traces = await inTurns(mapSpansInSlices(spans, context));
  append(into.observations, traces.observations);
  append(into.traceChanges, traces.traces);
  return traces.observations.length;
}

function unpackBody(frame: Frame, head: RequestHead): Promise<Buffer> {
  const limits = head.kind === 'batch' ? BATCH_LIMITS : OTLP_LIMITS;
  const wire = Buffer.from(frame.body.buffer, frame.body.byteOffset, frame.body.byteLength);
  return unpack(wire, { encoding: head.encoding, limits });
}

function countTraceEvents(events: readonly IngestionEvent[], into: Map<string, number>) {
  for (const event of events) {
    if (event.type !== 'trace-create') continue;
    const id = new TextWriter().text(event.body.id ?? event.id);
    into.set(id, (into.get(id) ?? 0) + 1);
  }
}

/** Without spreading: a segment may hold more items than a call takes arguments. */
function append<T>(to: T[], items: readonly T[]) {
  for (const item of items) to.push(item);
}
