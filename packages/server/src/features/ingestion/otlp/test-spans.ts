import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { foldTrace } from '#domain/merge/fold-trace';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { TraceRecord } from '#domain/telemetry';
import { decodeTraces } from './decode-traces.ts';
import type { SpanContext } from './map-span.ts';
import { mapSpans } from './map-spans.ts';
import type { RejectedSpan } from './otlp-span.ts';
import { readSpans } from './read-spans.ts';

/** What the tests of this folder share: spans written shortly, recorded exports, and the whole way to records. */

export const receivedUs = Date.UTC(2026, 10, 20, 12) * 1000;
export const context: SpanContext = {
  projectId: 'p',
  apiKeyId: 'k',
  sdkName: '',
  sdkVersion: '',
  receivedUs,
  bodyDigest: 0,
  reading: 0,
};

type Value = string | number | boolean | Value[];

export interface TestSpan {
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  name?: string;
  startTimeUnixNano?: string | number;
  endTimeUnixNano?: string | number;
  attributes?: Record<string, Value>;
  events?: { name: string; attributes?: Record<string, Value> }[];
  status?: { code?: number; message?: string };
}

export interface TestSurroundings {
  resource?: Record<string, Value>;
  scope?: { name?: string; version?: string };
}

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';

/** An OTLP JSON export of spans with short attributes. */
export function exportOf(spans: readonly TestSpan[], { resource = {}, scope = {} }: TestSurroundings = {}) {
  const full = spans.map(({ attributes = {}, events = [], ...span }) => ({
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    name: 'step',
    startTimeUnixNano: '1795168800000001999',
    endTimeUnixNano: '1795168801000000000',
    ...span,
    attributes: keyValues(attributes),
    events: events.map((event) => ({ ...event, attributes: keyValues(event.attributes ?? {}) })),
  }));
  return { resourceSpans: [{ resource: { attributes: keyValues(resource) }, scopeSpans: [{ scope, spans: full }] }] };
}

export interface Mapped {
  observations: PlainObservation[];
  traces: TraceRecord[];
  rejected: RejectedSpan[];
}

export function mapExport(request: unknown): Mapped {
  const body = Buffer.from(JSON.stringify(request));
  const read = readSpans(decodeTraces(body, 'json'), receivedUs);
  const { observations, traces } = mapSpans(read.spans, { ...context, bodyDigest: crc32(body) });
  return { observations, traces: traces.map((change) => foldTrace([change])), rejected: read.rejected };
}

export function mapFixture(name: string): Mapped {
  return mapExport(JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')));
}

/** The only observation of one span with these attributes. */
export function observationOf(
  attributes: Record<string, Value>,
  rest: TestSpan & TestSurroundings = {},
): PlainObservation {
  const { resource, scope, ...span } = rest;
  const mapped = mapExport(
    exportOf([{ ...span, attributes }], { ...(resource && { resource }), ...(scope && { scope }) }),
  );
  const [observation] = mapped.observations;
  if (observation === undefined) throw new Error(`No observation: ${JSON.stringify(mapped.rejected)}`);
  return observation;
}

function keyValues(values: Record<string, Value>) {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: Value): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
