import type { Json } from '#domain/merge/metadata-tree';
import type { TextWriter } from '#domain/payload/text';
import { SPAN_LIMITS } from './span-limits.ts';
import type { Attributes } from './otlp-span.ts';
import { isInt64, type Int64 } from './raw-traces.ts';

/** Thrown for a span that cannot be taken; `message` says why and is shown to the sender. */
export class SpanRefusal extends Error {
  override readonly name = 'SpanRefusal';
}

/** Reads a list of OTLP key-values. Of two values under one name the last counts. Throws `SpanRefusal`. */
export function readAttributes(raw: unknown, text: TextWriter): Attributes {
  const attributes = new Map<string, Json>();
  if (raw === undefined || raw === null) return attributes;
  if (!Array.isArray(raw)) throw new SpanRefusal('attributes are not a list');
  if (raw.length > SPAN_LIMITS.attributes) throw new SpanRefusal(`more than ${SPAN_LIMITS.attributes} attributes`);
  for (const entry of raw as ({ key?: unknown; value?: unknown } | null)[]) {
    if (typeof entry?.key !== 'string') throw new SpanRefusal('an attribute without a name');
    if (entry.key.length > SPAN_LIMITS.attributeNameLength) throw new SpanRefusal('an attribute name is too long');
    const value = readAnyValue(entry.value, text, 0);
    if (value !== null) attributes.set(text.text(entry.key), value);
  }
  return attributes;
}

interface AnyValue {
  stringValue?: unknown;
  boolValue?: unknown;
  intValue?: unknown;
  doubleValue?: unknown;
  arrayValue?: { values?: unknown } | null;
  kvlistValue?: { values?: unknown } | null;
  bytesValue?: unknown;
}

function readAnyValue(raw: unknown, text: TextWriter, depth: number): Json {
  if (depth > SPAN_LIMITS.valueDepth) throw new SpanRefusal(`a value nests over ${SPAN_LIMITS.valueDepth} levels`);
  if (typeof raw !== 'object' || raw === null) return null;
  // A protobuf message has its defaults on its prototype: only what was sent is its own.
  for (const kind of Object.keys(raw)) {
    const value = (raw as Record<string, unknown>)[kind];
    if (value !== undefined && value !== null) return readKind(kind as keyof AnyValue, value, { text, depth });
  }
  return null;
}

interface Place {
  text: TextWriter;
  depth: number;
}

function readKind(kind: keyof AnyValue, value: unknown, { text, depth }: Place): Json {
  switch (kind) {
    case 'stringValue':
      return readText(textOf(value), text);
    case 'boolValue':
      return value === true || value === 'true';
    case 'intValue':
      return readInteger(value, text);
    case 'doubleValue':
      return readDouble(value);
    case 'bytesValue':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : readText(textOf(value), text);
    case 'arrayValue':
      return listOf(value).map((item) => readAnyValue(item, text, depth + 1));
    case 'kvlistValue':
      return readMap(listOf(value), { text, depth });
    default:
      return null;
  }
}

/** What is sent in place of a text. An object is written as JSON: to make a text of it otherwise, it would be asked itself. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function readText(value: string, text: TextWriter): string {
  if (value.length > SPAN_LIMITS.textLength) throw new SpanRefusal(`a text over ${SPAN_LIMITS.textLength} characters`);
  return text.text(value);
}

/** Whole numbers that a JavaScript number cannot hold are kept as decimal text. */
function readInteger(value: unknown, text: TextWriter): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const digits = isInt64(value) ? int64Text(value) : textOf(value);
  if (!/^-?\d{1,20}$/.test(digits)) return readText(digits, text);
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}

function int64Text({ low, high, unsigned }: Int64): string {
  const value = (BigInt(unsigned ? high >>> 0 : high) << 32n) | BigInt(low >>> 0);
  return value.toString();
}

/** JSON has no NaN and no infinities; OTLP JSON sends their names. */
function readDouble(value: unknown): Json {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number') return null;
  return Number.isFinite(number) ? number : String(number);
}

function readMap(entries: readonly unknown[], { text, depth }: Place): Json {
  const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const entry of entries as ({ key?: unknown; value?: unknown } | null)[])
    if (typeof entry?.key === 'string') object[text.text(entry.key)] = readAnyValue(entry.value, text, depth + 1);
  return object;
}

function listOf(value: unknown): unknown[] {
  const values = (value as { values?: unknown }).values ?? [];
  if (!Array.isArray(values)) throw new SpanRefusal('a list value is not a list');
  return values;
}
