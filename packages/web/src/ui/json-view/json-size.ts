import { ExactNumber, isBranch, type JsonValue } from './parse-json.ts';

const sizes = new WeakMap<object, number>();

/** About how many bytes a value takes as compact JSON. Remembered for each branch, so a whole tree costs one pass. */
export function jsonSizeBytes(value: JsonValue): number {
  if (typeof value === 'string') return value.length + 2;
  if (value instanceof ExactNumber) return value.text.length;
  if (!isBranch(value)) return String(value).length;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = 2;
  if (Array.isArray(value)) for (const child of value as readonly JsonValue[]) size += jsonSizeBytes(child) + 1;
  else for (const [key, child] of Object.entries(value)) size += key.length + 4 + jsonSizeBytes(child);
  sizes.set(value, size);
  return size;
}
