import { unpackJson, type JsonRecord } from '../json-view/json-fields.ts';

/** Texts by name, where structured values are kept as JSON text, as one JSON object. */
export const fromTexts = (texts: Readonly<Record<string, string>>): JsonRecord =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, unpackJson(text)]));
