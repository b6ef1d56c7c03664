import { TextWriter } from '#domain/payload/text';
import type { Micros } from '#domain/telemetry';
import { atOnce, sliced } from '#platform/process/slices';
import type { Slices } from '#platform/process/slices';
import { readAttributes, SpanRefusal } from './any-value.ts';
import { SPAN_LIMITS } from './span-limits.ts';
import type { OtlpEvent, OtlpLink, OtlpResource, OtlpScope, OtlpSpan, RejectedSpan } from './otlp-span.ts';
import type { RawResourceSpans, RawScopeSpans, RawSpan } from './raw-traces.ts';
import { readSpanId, readTraceId, requiredSpanId, requiredTraceId } from './span-ids.ts';
import { nanosToMicros, readSpanTimes } from './span-times.ts';
import { decodePart, type TracePart } from './trace-message.ts';

export interface ReadSpans {
  spans: OtlpSpan[];
  rejected: RejectedSpan[];
}

/** Checks every span by itself. Never throws: a bad span is listed with its reason, its neighbours are read. */
export function readSpans(groups: readonly RawResourceSpans[], receivedUs: Micros): ReadSpans {
  return atOnce(readSpansInSlices(groups, receivedUs));
}

/** About a millisecond of reading. */
const SPANS_PER_SLICE = 128;

export function* readSpansInSlices(groups: readonly RawResourceSpans[], receivedUs: Micros): Slices<ReadSpans> {
  const read: ReadSpans = { spans: [], rejected: [] };
  for (const { resource, scopeSpans = [] } of groups)
    for (const group of scopeSpans) yield* readScope(group, resource, { receivedUs, read });
  return read;
}

function* readScope(
  group: RawScopeSpans,
  rawResource: unknown,
  { receivedUs, read }: { receivedUs: Micros; read: ReadSpans },
): Slices<void> {
  const surroundings = attempt(() => readSurroundings(group, rawResource));
  yield* sliced(group.spans ?? [], SPANS_PER_SLICE, (raw) => {
    const span = attempt(() => {
      if (surroundings instanceof SpanRefusal) throw surroundings;
      return readSpan(raw, surroundings, receivedUs);
    });
    if (span instanceof SpanRefusal) read.rejected.push({ spanId: idOrNothing(raw), reason: span.message, raw });
    else read.spans.push(span);
  });
}

interface Surroundings {
  resource: OtlpResource;
  scope: OtlpScope;
  /** Whether a text of theirs was altered. */
  repaired: boolean;
}

function readSurroundings(group: RawScopeSpans, rawResource: unknown): Surroundings {
  const text = new TextWriter();
  const resource = asMessage('Resource', rawResource, text);
  const scope = asMessage('Scope', group.scope, text);
  const read = {
    resource: { attributes: readAttributes(resource?.['attributes'], text) },
    scope: {
      name: text.optional(scope?.['name']),
      version: text.optional(scope?.['version']),
      attributes: readAttributes(scope?.['attributes'], text),
    },
  };
  return { ...read, repaired: text.repaired };
}

function readSpan(rawOrBytes: unknown, { resource, scope, repaired }: Surroundings, receivedUs: Micros): OtlpSpan {
  const text = new TextWriter();
  const raw: RawSpan | null = asMessage('Span', rawOrBytes, text);
  if (raw === null) throw new SpanRefusal('the span is no object');
  const { flags, ...times } = readSpanTimes(raw.startTimeUnixNano, raw.endTimeUnixNano, receivedUs);
  const span: OtlpSpan = {
    traceId: requiredTraceId(raw.traceId),
    spanId: requiredSpanId(raw.spanId),
    parentId: readSpanId(raw.parentSpanId) ?? '',
    name: readName(raw.name, text),
    ...times,
    statusCode: statusCode(raw.status?.code),
    statusMessage: text.optional(raw.status?.message),
    attributes: readAttributes(raw.attributes, text),
    events: listOf(raw.events, 'events').map((event) => readEvent(event, text, times.startUs)),
    links: listOf(raw.links, 'links').map((link) => readLink(link, text)),
    resource,
    scope,
    flags,
  };
  if (text.repaired || repaired) span.flags.push('text_repaired');
  return span;
}

/** Decodes the bytes of a part of a protobuf export; a part of a JSON export is what it is. Null when it is none. */
function asMessage(part: TracePart, raw: unknown, text: TextWriter): Record<string, unknown> | null {
  if (raw instanceof Uint8Array) {
    try {
      const { message, repaired } = decodePart(part, raw);
      text.repaired ||= repaired;
      return message as Record<string, unknown>;
    } catch (cause) {
      throw new SpanRefusal(`the ${part.toLowerCase()} cannot be decoded`, { cause });
    }
  }
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : null;
}

function readName(name: unknown, text: TextWriter): string {
  const read = text.optional(name);
  if (read.length > SPAN_LIMITS.spanNameLength) throw new SpanRefusal('the name is too long');
  return read;
}

function readEvent(raw: unknown, text: TextWriter, startUs: Micros): OtlpEvent {
  const { name, timeUnixNano, attributes } = (raw ?? {}) as Record<string, unknown>;
  return {
    name: text.optional(name),
    timeUs: nanosToMicros(timeUnixNano) ?? startUs,
    attributes: readAttributes(attributes, text),
  };
}

function readLink(raw: unknown, text: TextWriter): OtlpLink {
  const { traceId, spanId, attributes } = (raw ?? {}) as Record<string, unknown>;
  return {
    traceId: readTraceId(traceId) ?? '',
    spanId: readSpanId(spanId) ?? '',
    attributes: readAttributes(attributes, text),
  };
}

function listOf(raw: unknown, name: 'events' | 'links'): unknown[] {
  if (raw === undefined || raw === null) return [];
  if (!Array.isArray(raw)) throw new SpanRefusal(`${name} are not a list`);
  if (raw.length > SPAN_LIMITS[name]) throw new SpanRefusal(`more than ${SPAN_LIMITS[name]} ${name}`);
  return raw;
}

const STATUS_CODES: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  [1, 1],
  ['STATUS_CODE_OK', 1],
  [2, 2],
  ['STATUS_CODE_ERROR', 2],
]);

const statusCode = (code: unknown): number => STATUS_CODES.get(code) ?? 0;

function idOrNothing(raw: unknown): string {
  if (raw instanceof Uint8Array || typeof raw !== 'object' || raw === null) return '';
  return readSpanId((raw as RawSpan).spanId) ?? '';
}

function attempt<T>(read: () => T): T | SpanRefusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof SpanRefusal) return error;
    throw error;
  }
}
