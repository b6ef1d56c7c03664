import type { OtlpEncoding } from '../otlp/decode-traces.ts';
import { decodeTraces } from '../otlp/decode-traces.ts';
import { decodePart, encodePart, traceRequestType } from '../otlp/trace-message.ts';
import type { TracePart } from '../otlp/trace-message.ts';
import { mapFields } from './mask-json.ts';
import type { Mask } from './mask-json.ts';

/** An export with all values of attributes, and all names and messages, masked; ids and times stay. */
export function maskOtlp(bytes: Buffer, encoding: OtlpEncoding, mask: Mask): Buffer {
  const groups = decodeTraces(bytes, encoding) as unknown[];
  const resourceSpans = groups.map((group) => maskGroup(group, mask));
  return encoding === 'json'
    ? Buffer.from(JSON.stringify({ resourceSpans }))
    : Buffer.from(traceRequestType.encode({ resourceSpans }).finish());
}

function maskGroup(group: unknown, mask: Mask): unknown {
  if (!isObject(group)) return group;
  return mapFields(group, (value, name) => {
    if (name === 'resource') return maskPart('Resource', value, mask);
    if (name !== 'scopeSpans' || !Array.isArray(value)) return value;
    return value.map((scopeSpans: unknown) =>
      isObject(scopeSpans)
        ? mapFields(scopeSpans, (part, key) => {
            if (key === 'scope') return maskPart('Scope', part, mask);
            return key === 'spans' && Array.isArray(part)
              ? part.map((span: unknown) => maskPart('Span', span, mask))
              : part;
          })
        : scopeSpans,
    );
  });
}

/** A part that cannot be decoded cannot be masked either: nothing of it is kept, and it is refused as what it is. */
function maskPart(part: TracePart, value: unknown, mask: Mask): unknown {
  if (!(value instanceof Uint8Array)) return maskMessage(value, mask);
  try {
    const message = decodePart(part, value).message;
    return encodePart(part, maskMessage(message, mask) as object);
  } catch {
    return new Uint8Array([0xff]);
  }
}

/** Fields of spans, events, links and status that a person may have written. */
const TEXTS = new Set(['name', 'message']);
const LISTS = new Set(['events', 'links']);

function maskMessage(message: unknown, mask: Mask): unknown {
  if (!isObject(message)) return message;
  return mapFields({ ...message }, (value, name) => {
    if (name === 'attributes') return maskKeyValues(value, mask, []);
    if (LISTS.has(name) && Array.isArray(value)) return value.map((one: unknown) => maskMessage(one, mask));
    if (name === 'status') return maskMessage(value, mask);
    return TEXTS.has(name) ? mask(value, [name]) : value;
  });
}

function maskKeyValues(list: unknown, mask: Mask, path: readonly string[]): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((pair: unknown) => {
    if (!isObject(pair)) return pair;
    const at = [...path, ...(typeof pair['key'] === 'string' ? pair['key'].split('.') : [])];
    return { ...pair, value: maskAny(pair['value'], mask, at) };
  });
}

/** A value in its wrapping; one that is masked as a whole is a text from then on. */
function maskAny(value: unknown, mask: Mask, path: readonly string[]): unknown {
  if (!isObject(value)) return value;
  const asWhole = mask(0, path);
  if (asWhole !== 0) return { stringValue: asWhole };
  // Decoded messages have a default for every kind on their prototype.
  const { stringValue, arrayValue, kvlistValue } = { ...value };
  if (typeof stringValue === 'string') return { ...value, stringValue: mask(stringValue, path) };
  if (isObject(arrayValue) && Array.isArray(arrayValue['values']))
    return { arrayValue: { values: arrayValue['values'].map((item: unknown) => maskAny(item, mask, path)) } };
  if (isObject(kvlistValue)) return { kvlistValue: { values: maskKeyValues(kvlistValue['values'], mask, path) } };
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
