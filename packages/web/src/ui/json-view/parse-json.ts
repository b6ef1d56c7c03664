/** A number whose text says more than a JavaScript number can hold; shown and copied as it was sent. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | ExactNumber
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Parses JSON without mangling long numbers; undefined when the text is not JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return LONG_NUMBER.test(text) ? (JSON.parse(text, keepExact) as JsonValue) : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

export const isBranch = (value: JsonValue): value is readonly JsonValue[] | { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !(value instanceof ExactNumber);

/** The reviver is many times slower than plain parsing, so it runs only where a number could lose digits. */
const LONG_NUMBER = /\d{16}|\.\d{15}|\d[eE][+-]?\d/;

/** Engines that do not pass the source text yet keep the plain number. */
function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  const loses = !Number.isFinite(value) || (/\d{16}|\.\d{15}/.test(source) && String(value) !== source);
  return loses ? new ExactNumber(source) : value;
}
