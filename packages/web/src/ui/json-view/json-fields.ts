import { isBranch, parseJson, type JsonValue } from './parse-json.ts';

export type JsonRecord = { readonly [key: string]: JsonValue };

/** The value as an object, or null. */
export const asRecord = (value: JsonValue | undefined): JsonRecord | null =>
  value !== undefined && isBranch(value) && !Array.isArray(value) ? (value as JsonRecord) : null;

/** The value as a list, or null. */
export const asList = (value: JsonValue | undefined): readonly JsonValue[] | null =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : null;

export const asText = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

/** The first of the named fields that holds a text. */
export function textOf(record: JsonRecord, ...names: string[]): string | null {
  for (const name of names) {
    const text = asText(record[name]);
    if (text !== null) return text;
  }
  return null;
}

/** JSON that travels inside a text (tool arguments do) as the value; any other value as it is. */
export function unpackJson(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  return parseJson(value) ?? value;
}
