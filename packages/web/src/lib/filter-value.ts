import type { Column } from '@tidemark/contract/columns/column';
import { FilterTextError } from './filter-text-error.ts';
import type { Token } from './filter-tokens.ts';

/** The value a word stands for in a column: a number with its unit, a time as ISO 8601, an option in its own spelling. */
export function readFilterValue(token: Token, column: Column): string | number | boolean {
  switch (column.kind) {
    case 'number':
      return readNumber(token, column);
    case 'datetime':
      return readTime(token);
    case 'boolean':
      return readBoolean(token);
    case 'enum':
      return readOption(token, column);
    case 'metadata':
    case 'scores':
      return token.kind === 'word' ? looseValue(token.text) : token.text;
    default:
      return token.text;
  }
}

function readNumber(token: Token, column: Column): number {
  const match = /^\$?(-?\d+(?:\.\d+)?(?:e-?\d+)?)(ms|s|m|min|h|k|M)?$/.exec(token.text.replaceAll('_', ''));
  const factor = match === null ? undefined : (column.unit === 'seconds' ? SECONDS : COUNTS)[match[2] ?? ''];
  if (match === null || factor === undefined) {
    throw new FilterTextError(
      `“${token.text}” is not a number${column.unit === 'seconds' ? ' (as in 2s or 500ms)' : ''}`,
      token.at,
    );
  }
  return Number(match[1]) * factor;
}

const SECONDS: Record<string, number> = { '': 1, ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };
const COUNTS: Record<string, number> = { '': 1, k: 1000, M: 1_000_000 };

function readTime(token: Token): string {
  const time = new Date(token.text);
  if (Number.isNaN(time.getTime()))
    throw new FilterTextError(`“${token.text}” is not a time (as in 2026-11-20T14:00)`, token.at);
  return time.toISOString();
}

function readBoolean(token: Token): boolean {
  const word = token.text.toLowerCase();
  if (['true', 'yes'].includes(word)) return true;
  if (['false', 'no'].includes(word)) return false;
  throw new FilterTextError(`Expected true or false, not “${token.text}”`, token.at);
}

function readOption(token: Token, column: Column): string {
  if (column.options === undefined) return token.text;
  const found = column.options.find((option) => option.toLowerCase() === token.text.toLowerCase());
  if (found === undefined)
    throw new FilterTextError(`${column.label} is one of ${column.options.join(', ').toLowerCase()}`, token.at);
  return found;
}

/** Metadata has no declared type: a bare number or boolean is one, quotes make it a text. */
function looseValue(text: string): string | number | boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
