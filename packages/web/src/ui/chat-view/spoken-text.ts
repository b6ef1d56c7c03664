import { isBranch, type JsonValue } from '../json-view/parse-json.ts';

/**
 * The words of a payload that wraps them: the text in `{"message": "…", "sessionId": "…"}`. Null when no field is known
 * to hold what was said and the value is not one text alone.
 */
export function spokenText(value: JsonValue | undefined): { text: string; others: number } | null {
  if (value === undefined || !isBranch(value) || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  const spoken = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  const named = NAMES.map((name) => spoken.find(([key]) => key.toLowerCase() === name)).find(Boolean);
  const said = named ?? (entries.length === 1 ? spoken[0] : undefined);
  return said === undefined ? null : { text: said[1], others: entries.length - 1 };
}

/** Names that programs give to what a person asked or what was answered, the surest first. */
const NAMES = ['message', 'question', 'answer', 'query', 'prompt', 'response', 'completion', 'text', 'content'];
