import { ExactNumber, isBranch, type JsonValue } from './parse-json.ts';

/** JSON text of a value, indented by two spaces; long numbers as they were sent. */
export function printJson(value: JsonValue): string {
  const parts: string[] = [];
  print(value, '\n', parts);
  return parts.join('');
}

function print(value: JsonValue, newline: string, parts: string[]): void {
  if (!isBranch(value)) {
    parts.push(printLeaf(value));
    return;
  }
  const list = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.length === 0) {
    parts.push(list ? '[]' : '{}');
    return;
  }
  const inner = `${newline}  `;
  entries.forEach(([key, child], index) => {
    parts.push(index === 0 ? (list ? '[' : '{') : ',', inner);
    if (!list) parts.push(JSON.stringify(key), ': ');
    print(child, inner, parts);
  });
  parts.push(newline, list ? ']' : '}');
}

export const printLeaf = (value: JsonValue): string =>
  value instanceof ExactNumber ? value.text : JSON.stringify(value);

/** One line of what a folded branch holds: `{role: "user", content: "How do I…"}`. */
export function previewJson(value: JsonValue, room = 120): string {
  if (!isBranch(value)) return clip(printLeaf(value), Math.max(12, room));
  const list = Array.isArray(value);
  let text = list ? '[' : '{';
  let first = true;
  for (const [key, child] of Object.entries(value)) {
    if (text.length >= room) return `${text}, …${list ? ']' : '}'}`;
    const shown = isBranch(child) ? summarize(child) : clip(printLeaf(child), 40);
    text += `${first ? '' : ', '}${list ? '' : `${key}: `}${shown}`;
    first = false;
  }
  return `${text}${list ? ']' : '}'}`;
}

/** `[12]` or `{…}`. */
const summarize = (value: JsonValue): string => (Array.isArray(value) ? `[${value.length}]` : '{…}');
const clip = (text: string, room: number): string => (text.length > room ? `${text.slice(0, room)}…` : text);
