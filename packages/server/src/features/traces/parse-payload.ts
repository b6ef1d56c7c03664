/**
 * A stored payload as the value that was sent: JSON where it is JSON, else the text. A number with more digits than
 * JavaScript keeps stays text, so that an id does not change on the way.
 */
export function parsePayload(text: string | null): unknown {
  if (text === null) return null;
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, keepLongNumbers) : JSON.parse(text);
  } catch {
    return text;
  }
}

/** Entries of metadata, each as it was sent. */
export function parseEntries(entries: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, parsePayload(text)]));
}

const LONG_NUMBER = /\d{16}/;

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || context?.source === undefined) return value;
  return /^-?\d+$/.test(context.source) ? context.source : value;
}
