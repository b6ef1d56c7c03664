/**
 * OTLP as it comes out of either decoder, before anything was checked. JSON gives ids as hex text, 64-bit numbers as
 * text or number and bytes as base64; protobuf gives ids and bytes as byte arrays and 64-bit numbers as `Int64`.
 * Any field may be missing or of a wrong type.
 */
export interface RawResourceSpans {
  /** A resource, or the bytes of one. */
  resource?: unknown;
  scopeSpans?: RawScopeSpans[];
}

export interface RawScopeSpans {
  /** A scope, or the bytes of one. */
  scope?: unknown;
  /** A span, or the bytes of one. */
  spans?: unknown[];
}

export interface RawSpan {
  traceId?: unknown;
  spanId?: unknown;
  parentSpanId?: unknown;
  name?: unknown;
  kind?: unknown;
  startTimeUnixNano?: unknown;
  endTimeUnixNano?: unknown;
  attributes?: unknown;
  events?: unknown;
  links?: unknown;
  status?: { code?: unknown; message?: unknown } | null;
}

/** A 64-bit number in two halves, as protobufjs decodes it. */
export interface Int64 {
  low: number;
  high: number;
  unsigned: boolean;
}

/** The decoder's own form of it; JSON may hold something of the same shape with anything inside. */
export function isInt64(value: unknown): value is Int64 {
  if (typeof value !== 'object' || value === null) return false;
  const { low, high } = value as Partial<Int64>;
  return Number.isInteger(low) && Number.isInteger(high);
}
