import { AppError } from '#domain/errors';
import type { RawResourceSpans } from './raw-traces.ts';
import { traceRequestType } from './trace-message.ts';

export type OtlpEncoding = 'protobuf' | 'json';

/**
 * The body of an OTLP trace export (decompressed), decoded but unchecked. Throws `invalid` only when it is no such
 * body at all; whatever is wrong with a single span is found by `readSpans`. An empty body is an empty export.
 */
export function decodeTraces(body: Uint8Array, encoding: OtlpEncoding): RawResourceSpans[] {
  const message = encoding === 'protobuf' ? decodeProtobuf(body) : decodeJson(body);
  const { resourceSpans = [] } = message;
  const wellFormed = Array.isArray(resourceSpans) && resourceSpans.every(hasSpanLists);
  if (!wellFormed) throw undecodable(encoding);
  return resourceSpans as RawResourceSpans[];
}

function decodeProtobuf(body: Uint8Array): { resourceSpans?: unknown } {
  try {
    return traceRequestType.decode(body) as { resourceSpans?: unknown };
  } catch (cause) {
    throw undecodable('protobuf', cause);
  }
}

function decodeJson(body: Uint8Array): { resourceSpans?: unknown } {
  if (body.length === 0) return {};
  try {
    const message: unknown = JSON.parse(new TextDecoder().decode(body));
    if (isObject(message)) return message;
  } catch (cause) {
    throw undecodable('json', cause);
  }
  throw undecodable('json');
}

function hasSpanLists(group: unknown): boolean {
  if (!isObject(group)) return false;
  const { scopeSpans = [] } = group;
  return (
    Array.isArray(scopeSpans) && scopeSpans.every((scope) => isObject(scope) && Array.isArray(scope['spans'] ?? []))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function undecodable(encoding: OtlpEncoding, cause?: unknown): AppError {
  const name = encoding === 'protobuf' ? 'Protobuf' : 'JSON';
  return new AppError('invalid', `Failed to parse OTel ${name} Trace`, { cause });
}
