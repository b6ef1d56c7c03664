import type { Columns } from '@tidemark/contract/columns/column';
import type { Condition, Filter } from '@tidemark/contract/filter';
import { readCondition } from './filter-condition.ts';
import { FilterTextError } from './filter-text-error.ts';
import { tokenize, type Token } from './filter-tokens.ts';

export type ParsedFilter = { ok: true; filter: Filter | null } | { ok: false; message: string; at: number };

/**
 * Reads a filter as people write it: `level is error and (latency > 2s or metadata.region = eu) and not name contains test`.
 * `and` may be left out; it binds tighter than `or`. Column names ignore case, values of known lists too, numbers take
 * units (`500ms`, `2s`, `$0.01`, `1.2k`). An empty text is no filter.
 */
export function parseFilter(text: string, columns: Columns): ParsedFilter {
  try {
    const reader = new FilterReader(tokenize(text), columns, text.length);
    return { ok: true, filter: reader.readAll() };
  } catch (error) {
    if (error instanceof FilterTextError) return { ok: false, message: error.message, at: error.at };
    throw error;
  }
}

/** Writes a filter so that `parseFilter` reads the same one back. */
export function printFilter(filter: Filter | null): string {
  if (filter === null) return '';
  if ('column' in filter) return printCondition(filter);
  if ('not' in filter)
    return `not ${'column' in filter.not || 'not' in filter.not ? printFilter(filter.not) : `(${printFilter(filter.not)})`}`;
  const [parts, word] = 'and' in filter ? [filter.and, ' and '] : [filter.or, ' or '];
  return parts.map((part) => ('and' in part || 'or' in part ? `(${printFilter(part)})` : printFilter(part))).join(word);
}

/** One condition, as its chip and its URL show it. */
export function printCondition(condition: Condition): string {
  const path =
    condition.key === undefined
      ? condition.column
      : `${condition.column}.${quoted(condition.key, /^[\p{L}\p{N}_.:/-]+$/u)}`;
  if (condition.value === undefined) return `${path} ${condition.op}`;
  return `${path} ${condition.op} ${printValue(condition.value)}`;
}

/** The parts of a filter that stand beside each other in the bar: those of the outermost `and`. */
export const topConditions = (filter: Filter | null): Filter[] =>
  filter === null ? [] : 'and' in filter ? filter.and : [filter];

/** The reverse of `topConditions`; null when nothing is left. */
export const joinConditions = (parts: readonly Filter[]): Filter | null =>
  parts.length === 0 ? null : parts.length === 1 ? (parts[0] as Filter) : { and: [...parts] };

function printValue(value: NonNullable<Condition['value']>): string {
  if (Array.isArray(value)) return `(${value.map((each) => quoted(each, PLAIN)).join(', ')})`;
  return typeof value === 'string' ? quoted(value, PLAIN) : String(value);
}

/** A bare word may not look like a number, a keyword or an operator to the reader. */
const PLAIN = /^(?!(?:and|or|not|null|true|false)$)[\p{L}_/@][\p{L}\p{N}_.:/@+-]*$/iu;
const quoted = (text: string, plain: RegExp): string => (plain.test(text) ? text : JSON.stringify(text));

class FilterReader {
  private at = 0;
  private depth = 0;
  private readonly tokens: Token[];
  private readonly columns: Columns;
  private readonly end: number;

  constructor(tokens: Token[], columns: Columns, end: number) {
    this.tokens = tokens;
    this.columns = columns;
    this.end = end;
  }

  readAll(): Filter | null {
    if (this.tokens.length === 0) return null;
    const filter = this.readOr();
    const rest = this.tokens[this.at];
    if (rest !== undefined) throw new FilterTextError(`Did not expect “${rest.text}” here`, rest.at);
    return filter;
  }

  private readOr(): Filter {
    const parts = [this.readAnd()];
    while (this.takeWord('or')) parts.push(this.readAnd());
    return parts.length === 1 ? (parts[0] as Filter) : { or: parts };
  }

  private readAnd(): Filter {
    const parts = [this.readUnary()];
    for (;;) {
      const joined = this.takeWord('and');
      const next = this.tokens[this.at];
      if (!joined && (next === undefined || next.kind === 'close' || isWord(next, 'or'))) break;
      parts.push(this.readUnary());
    }
    return parts.length === 1 ? (parts[0] as Filter) : { and: parts };
  }

  private readUnary(): Filter {
    if (this.takeWord('not')) return { not: this.readUnary() };
    const token = this.tokens[this.at];
    if (token === undefined) throw new FilterTextError('A condition is missing at the end', this.end);
    if (token.kind !== 'open') return this.readCondition();
    if (++this.depth > MAX_DEPTH) throw new FilterTextError(`Groups nest at most ${MAX_DEPTH} deep`, token.at);
    this.at++;
    const group = this.readOr();
    if (this.tokens[this.at]?.kind !== 'close')
      throw new FilterTextError('A closing ) is missing', this.tokens[this.at]?.at ?? this.end);
    this.at++;
    this.depth--;
    return group;
  }

  private readCondition(): Condition {
    const { condition, next } = readCondition({
      tokens: this.tokens,
      at: this.at,
      columns: this.columns,
      end: this.end,
    });
    this.at = next;
    return condition;
  }

  private takeWord(word: string): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || !isWord(token, word)) return false;
    this.at++;
    return true;
  }
}

const MAX_DEPTH = 8;
const isWord = (token: Token, word: string): boolean => token.kind === 'word' && token.text.toLowerCase() === word;
