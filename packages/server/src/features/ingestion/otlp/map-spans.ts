import { hash } from 'node:crypto';
import type { TraceChange } from '#domain/merge/change';
import { changeOfWrites } from '#domain/merge/change-of-writes';
import { compactWrites } from '#domain/merge/compact-writes';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { atOnce, sliced } from '#platform/process/slices';
import type { Slices } from '#platform/process/slices';
import { mapSpan, type SpanContext } from './map-span.ts';
import type { OtlpSpan } from './otlp-span.ts';
import { TraceGatherer } from './trace-gatherer.ts';
import { traceWritesOfSpan } from './trace-writes.ts';

/** What an export says: an observation per span, and one change per trace that it touches. */
export interface MappedSpans {
  observations: PlainObservation[];
  traces: TraceChange[];
}

export function mapSpans(spans: readonly OtlpSpan[], context: SpanContext): MappedSpans {
  return atOnce(mapSpansInSlices(spans, context));
}

/** About a millisecond of mapping. */
const SPANS_PER_SLICE = 64;

export function* mapSpansInSlices(spans: readonly OtlpSpan[], context: SpanContext): Slices<MappedSpans> {
  const observations: PlainObservation[] = [];
  const traces = new Map<string, TraceGatherer>();
  yield* sliced(spans, SPANS_PER_SLICE, (span, position) => {
    const mapped = mapSpan(span, context, position);
    observations.push(mapped.observation);
    let gatherer = traces.get(span.traceId);
    if (gatherer === undefined) traces.set(span.traceId, (gatherer = new TraceGatherer()));
    gatherer.add(traceWritesOfSpan(mapped));
  });
  return { observations, traces: yield* changesOf(traces, context) };
}

/** One change per trace and export: what loses within the export is left out of it. */
function* changesOf(traces: ReadonlyMap<string, TraceGatherer>, context: SpanContext): Slices<TraceChange[]> {
  const { projectId, receivedUs, ingestedUs = receivedUs, bodyDigest: source, reading } = context;
  const digest = (text: string) => hash('sha256', text, 'base64url');
  const origin = { projectId, ingestedUs, source, reading, digest };
  const changes: TraceChange[] = [];
  yield* sliced(traces, SPANS_PER_SLICE, ([entityId, { writes }]) =>
    changes.push(changeOfWrites({ ...origin, entityId }, compactWrites(writes))),
  );
  return changes;
}
