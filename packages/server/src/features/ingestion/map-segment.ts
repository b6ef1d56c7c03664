import type { ObservationChange, TraceChange } from '#domain/merge/change';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { ScoreRecord } from '#domain/telemetry';
import { parseJson } from '#platform/http/parse-json';
import { unpack } from '#platform/http/read-body';
import { decodeFrames } from '#platform/journal/frame';
import type { Frame } from '#platform/journal/frame';
import { BATCH_LIMITS } from './accept-batch.ts';
import { OTLP_LIMITS } from './accept-otlp.ts';
import { mapBatch } from './batch/map-batch.ts';
import { readBatch } from './batch/read-batch.ts';
import { readHead } from './kept-request.ts';
import type { RequestHead } from './kept-request.ts';
import { decodeTraces } from './otlp/decode-traces.ts';
import { mapSpans } from './otlp/map-spans.ts';
import { readSpans } from './otlp/read-spans.ts';

/** Everything that a segment says, before it is merged and priced. */
export interface MappedSegment {
  observations: PlainObservation[];
  observationChanges: ObservationChange[];
  traceChanges: TraceChange[];
  scores: ScoreRecord[];
  sdkLogs: unknown[];
  /** Frames that cannot be read although they were accepted: kept as dead letters. */
  unreadable: { index: number; reason: string }[];
}

/** A pure function of the segment's bytes: mapping it again gives the same, whatever was processed in between. */
export async function mapSegment(projectId: string, bytes: Buffer): Promise<MappedSegment> {
  const mapped: MappedSegment = {
    observations: [],
    observationChanges: [],
    traceChanges: [],
    scores: [],
    sdkLogs: [],
    unreadable: [],
  };
  for (const [index, frame] of decodeFrames(bytes).frames.entries()) {
    try {
      await mapFrame(projectId, frame, mapped);
    } catch (error) {
      mapped.unreadable.push({ index, reason: (error as Error).message });
    }
  }
  return mapped;
}

async function mapFrame(projectId: string, frame: Frame, into: MappedSegment) {
  const head = readHead(frame);
  const context = {
    projectId,
    apiKeyId: head.apiKeyId,
    sdkName: head.sdkName,
    sdkVersion: head.sdkVersion,
    receivedUs: head.receivedUs,
  };
  const body = await unpackBody(frame, head);
  if (head.kind === 'batch') {
    const batch = mapBatch(readBatch(parseJson(body, 'Batch'), head.access).accepted, context);
    append(into.observationChanges, batch.observations);
    append(into.traceChanges, batch.traces);
    append(into.scores, batch.scores);
    append(into.sdkLogs, batch.sdkLogs);
    return;
  }
  const groups = decodeTraces(body, head.kind === 'otlp-json' ? 'json' : 'protobuf');
  const traces = mapSpans(readSpans(groups, head.receivedUs).spans, context);
  append(into.observations, traces.observations);
  append(into.traceChanges, traces.traces);
}

function unpackBody(frame: Frame, head: RequestHead): Promise<Buffer> {
  const limits = head.kind === 'batch' ? BATCH_LIMITS : OTLP_LIMITS;
  const wire = Buffer.from(frame.body.buffer, frame.body.byteOffset, frame.body.byteLength);
  return unpack(wire, { encoding: head.encoding, limits });
}

/** Without spreading: a segment may hold more items than a call takes arguments. */
function append<T>(to: T[], items: readonly T[]) {
  for (const item of items) to.push(item);
}
