import { unpackJson } from '../json-view/json-fields.ts';
import { parseJson, type JsonValue } from '../json-view/parse-json.ts';
import { printJson } from '../json-view/print-json.tsx';

/** A record as it came from the server, as JSON; the named fields hold JSON text and are unfolded. */
export function rawRecord(record: object, payloadFields: readonly string[]): JsonValue {
  const plain = parseJson(JSON.stringify(record)) as { [key: string]: JsonValue };
  for (const field of payloadFields) {
    const value = plain[field];
    if (value !== undefined) plain[field] = unpackJson(value);
  }
  return plain;
}

/** Saves a value as a JSON file on the person's machine. */
export function downloadJson(name: string, value: JsonValue): void {
  const url = URL.createObjectURL(new Blob([printJson(value)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[^\w.-]+/g, '-')}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
