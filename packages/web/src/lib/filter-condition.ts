import type { Column, Columns } from '@tidemark/contract/columns/column';
import { OPERATORS, type Condition, type Operator } from '@tidemark/contract/filter';
import { FilterTextError } from './filter-text-error.ts';
import type { Token } from './filter-tokens.ts';
import { readFilterValue } from './filter-value.ts';

interface Position {
  tokens: readonly Token[];
  at: number;
  columns: Columns;
  end: number;
}

/** Reads one condition at a position; `next` is the position after it. */
export function readCondition(position: Position): { condition: Condition; next: number } {
  const { name, column, key, next: afterPath } = readPath(position);
  const { op, next: afterOp } = readOperator({ ...position, at: afterPath }, column, name);
  const subject = { column: name, ...(key === undefined ? {} : { key }), op };
  if (op === 'is null' || op === 'is not null') return { condition: subject, next: afterOp };
  const { value, next } = LIST_OPERATORS.has(op)
    ? readList({ ...position, at: afterOp }, column, op)
    : readOne({ ...position, at: afterOp }, column, op);
  return { condition: { ...subject, value }, next };
}

const LIST_OPERATORS: ReadonlySet<Operator> = new Set<Operator>(['any of', 'none of', 'all of']);

function readPath({ tokens, at, columns, end }: Position) {
  const token = tokens[at];
  if (token === undefined) throw new FilterTextError('A condition is missing at the end', end);
  if (token.kind !== 'word') throw new FilterTextError(`Expected a column, not “${token.text}”`, token.at);
  const dot = token.text.indexOf('.');
  const name = findColumn(dot === -1 ? token.text : token.text.slice(0, dot), columns);
  const column = name === null ? undefined : columns[name];
  if (name === null || column === undefined) throw new FilterTextError(`There is no column “${token.text}”`, token.at);
  if (column.filterable !== true) throw new FilterTextError(`${column.label} cannot be filtered`, token.at);
  if (column.kind !== 'metadata' && column.kind !== 'scores') {
    if (dot !== -1) throw new FilterTextError(`${name} has no parts; write ${name}`, token.at);
    return { name, column, key: undefined, next: at + 1 };
  }
  const rest = dot === -1 ? '' : token.text.slice(dot + 1);
  const quoted = tokens[at + 1];
  if (rest === '' && dot !== -1 && quoted?.kind === 'quoted' && quoted.at === token.end)
    return { name, column, key: quoted.text, next: at + 2 };
  if (rest === '')
    throw new FilterTextError(`Say which: ${name}.${column.kind === 'metadata' ? 'region' : 'quality'}`, token.at);
  return { name, column, key: rest, next: at + 1 };
}

function findColumn(text: string, columns: Columns): string | null {
  if (Object.hasOwn(columns, text)) return text;
  const lower = text.toLowerCase();
  return (
    Object.keys(columns).find((name) => name.toLowerCase() === lower || columns[name]?.label.toLowerCase() === lower) ??
    null
  );
}

function readOperator({ tokens, at, end }: Position, column: Column, name: string): { op: Operator; next: number } {
  const spelled = SPELLINGS.find(([words]) =>
    words.every(
      (word, index) => tokens[at + index]?.kind !== 'quoted' && tokens[at + index]?.text.toLowerCase() === word,
    ),
  );
  const token = tokens[at];
  if (spelled === undefined) {
    throw new FilterTextError(
      `Expected a comparison after ${name}, such as ${allowed(column).slice(0, 3).join(', ')}`,
      token?.at ?? end,
    );
  }
  const op = spelled[1];
  if (!allowed(column).includes(op))
    throw new FilterTextError(`${name} takes ${allowed(column).join(', ')}`, token?.at ?? end);
  return { op, next: at + spelled[0].length };
}

const allowed = (column: Column): readonly Operator[] => OPERATORS[column.kind];

/** Longest first, so that `is not null` is not read as `is not`. */
const SPELLINGS: readonly (readonly [readonly string[], Operator])[] = (
  [
    ...[...new Set(Object.values(OPERATORS).flat())].map((op) => [op.split(' '), op] as const),
    [['is', 'any', 'of'], 'any of'],
    [['is', 'none', 'of'], 'none of'],
    [['in'], 'any of'],
    [['not', 'in'], 'none of'],
    [['is', 'not'], '!='],
    [['is'], '='],
    [['is', 'empty'], 'is null'],
    [['is', 'not', 'empty'], 'is not null'],
  ] as (readonly [readonly string[], Operator])[]
).toSorted((a, b) => b[0].length - a[0].length);

function readOne({ tokens, at, end }: Position, column: Column, op: Operator) {
  const token = tokens[at];
  if (token === undefined) throw new FilterTextError(`A value is missing after ${op}`, end);
  if (token.kind !== 'word' && token.kind !== 'quoted')
    throw new FilterTextError(`Expected a value, not “${token.text}”`, token.at);
  return { value: readFilterValue(token, column), next: at + 1 };
}

function readList(position: Position, column: Column, op: Operator) {
  const { tokens, at, end } = position;
  if (tokens[at]?.kind !== 'open') {
    const one = readOne(position, column, op);
    return { value: [String(one.value)], next: one.next };
  }
  const values: string[] = [];
  let next = at + 1;
  for (;;) {
    const one = readOne({ ...position, at: next }, column, op);
    values.push(String(one.value));
    const separator = tokens[one.next];
    next = one.next + 1;
    if (separator?.kind === 'close') return { value: values, next };
    if (separator?.kind !== 'comma') throw new FilterTextError('A closing ) is missing', separator?.at ?? end);
  }
}
