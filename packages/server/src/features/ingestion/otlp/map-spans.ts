import { hash } from 'node:crypto';
import type { TraceChange } from '#domain/merge/change';
import { changeOfWrites } from '#domain/merge/change-of-writes';
import { compactWrites } from '#domain/merge/compact-writes';
import type { PlainObservation } from '#domain/merge/fold-observation';
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
  const observations: PlainObservation[] = [];
  const traces = new Map<string, TraceGatherer>();
  for (const [position, span] of spans.entries()) {
    const mapped = mapSpan(span, context, position);
    observations.push(mapped.observation);
    let gatherer = traces.get(span.traceId);
    if (gatherer === undefined) traces.set(span.traceId, (gatherer = new TraceGatherer()));
    gatherer.add(traceWritesOfSpan(mapped));
  }
  return { observations, traces: changesOf(traces, context) };
}

/** One change per trace and export: what loses within the export is left out of it. */
function changesOf(traces: ReadonlyMap<string, TraceGatherer>, context: SpanContext): TraceChange[] {
  const { projectId, receivedUs: ingestedUs, bodyDigest: source, reading } = context;
  const digest = (text: string) => hash('sha256', text, 'base64url');
  return [...traces].map(([entityId, { writes }]) =>
    changeOfWrites({ projectId, entityId, ingestedUs, source, reading, digest }, compactWrites(writes)),
  );
}
