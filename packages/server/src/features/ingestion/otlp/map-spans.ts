import { hash } from 'node:crypto';
import type { TraceChange, TraceWrite } from '#domain/merge/change';
import { changeOfWrites } from '#domain/merge/change-of-writes';
import { compactWrites } from '#domain/merge/compact-writes';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { mapSpan, type SpanContext } from './map-span.ts';
import type { OtlpSpan } from './otlp-span.ts';
import { traceWritesOfSpan } from './trace-writes.ts';

/** What an export says: an observation per span, and one change per trace that it touches. */
export interface MappedSpans {
  observations: PlainObservation[];
  traces: TraceChange[];
}

export function mapSpans(spans: readonly OtlpSpan[], context: SpanContext): MappedSpans {
  const observations: PlainObservation[] = [];
  const writes = new Map<string, TraceWrite[]>();
  for (const span of spans) {
    const mapped = mapSpan(span, context);
    observations.push(mapped.observation);
    const known = writes.get(span.traceId);
    if (known === undefined) writes.set(span.traceId, traceWritesOfSpan(mapped));
    else known.push(...traceWritesOfSpan(mapped));
  }
  return { observations, traces: traceChangesOfSpans(writes, context) };
}

/** One change per trace and export: what loses within the export is left out of it. */
function traceChangesOfSpans(writes: ReadonlyMap<string, TraceWrite[]>, context: SpanContext): TraceChange[] {
  const { projectId, receivedUs: ingestedUs } = context;
  const digest = (text: string) => hash('sha256', text, 'base64url');
  return [...writes].map(([entityId, all]) =>
    changeOfWrites({ projectId, entityId, ingestedUs, digest }, compactWrites(all)),
  );
}
