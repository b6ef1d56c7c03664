import { z } from 'zod';

/** NUL, and halves of surrogate pairs: what databases refuse in text, and in JSON even where it is escaped. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The same of every text and name within a JSON value. */
export function isStorableJson(value: unknown): boolean {
  return !ESCAPED.test(JSON.stringify(value) ?? '');
}

/** Which of them JSON writes as an escape: NUL always, a surrogate only where its other half is missing. */
const ESCAPED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

export const NOT_STORABLE = 'must not contain NUL characters or halves of surrogate pairs';

export const storableText = () => z.string().refine(isStorable, { message: NOT_STORABLE });
