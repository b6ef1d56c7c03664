import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import { OPERATORS, type Condition, type Filter } from '@tidemark/contract/filter';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter, printFilter } from './filter-text.ts';

const read = (text: string) => parseFilter(text, TRACE_COLUMNS);
const filterOf = (text: string): Filter | null => {
  const parsed = read(text);
  if (!parsed.ok) throw new Error(`${parsed.message} at ${parsed.at}`);
  return parsed.filter;
};

describe('parseFilter', () => {
  test('reads the spellings that people use', () => {
    expect(filterOf('level is error')).toEqual({ column: 'level', op: '=', value: 'ERROR' });
    expect(filterOf('metadata.region = eu')).toEqual({ column: 'metadata', key: 'region', op: '=', value: 'eu' });
    expect(filterOf('totalcost > $0.01')).toEqual({ column: 'totalCost', op: '>', value: 0.01 });
    expect(filterOf('latency>500ms')).toEqual({ column: 'latency', op: '>', value: 0.5 });
    expect(filterOf('totalTokens >= 1.2k')).toEqual({ column: 'totalTokens', op: '>=', value: 1200 });
    expect(filterOf('userId is not null')).toEqual({ column: 'userId', op: 'is not null' });
    expect(filterOf('tags any of (a, "b c")')).toEqual({ column: 'tags', op: 'any of', value: ['a', 'b c'] });
    expect(filterOf('level in (error, warning)')).toEqual({
      column: 'level',
      op: 'any of',
      value: ['ERROR', 'WARNING'],
    });
  });

  test('and binds tighter than or, may be left out, and parentheses win', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((value) => ({ column: 'name', op: '=', value }) as Condition) as [
      Condition,
      Condition,
      Condition,
    ];
    expect(filterOf('name = a and name = b or name = c')).toEqual({ or: [{ and: [a, b] }, c] });
    expect(filterOf('name = a name = b')).toEqual({ and: [a, b] });
    expect(filterOf('name = a and (name = b or not name = c)')).toEqual({ and: [a, { or: [b, { not: c }] }] });
  });

  test('says what is wrong and where', () => {
    expect(read('nmae = x')).toEqual({ ok: false, message: 'There is no column “nmae”', at: 0 });
    expect(read('level = eror')).toMatchObject({ ok: false, at: 8 });
    expect(read('latency > fast')).toMatchObject({ ok: false, at: 10 });
    expect(read('name contains')).toMatchObject({ ok: false, message: 'A value is missing after contains', at: 13 });
    expect(read('(name = a')).toMatchObject({ ok: false, message: 'A closing ) is missing' });
    expect(read('name = "a')).toMatchObject({ ok: false, message: 'A closing " is missing', at: 7 });
    expect(read('metadata = eu')).toMatchObject({ ok: false, message: 'Say which: metadata.region' });
    expect(read('name = a )')).toMatchObject({ ok: false, at: 9 });
    expect(read('not')).toMatchObject({ ok: false, message: 'A condition is missing at the end' });
  });

  test('an empty text is no filter', () => {
    expect(read('  ')).toEqual({ ok: true, filter: null });
  });

  test('never throws, whatever is typed', () => {
    const piece = fc.constantFrom(
      'name',
      ' ',
      '=',
      '"',
      '(',
      ')',
      'and',
      'not',
      'metadata.',
      '\\',
      ',',
      'is',
      '1',
      '🦀',
      '!',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          expect(typeof read(text).ok).toBe('boolean');
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe('printFilter', () => {
  test('is read back as the same filter', () => {
    fc.assert(
      fc.property(group, (filter) => {
        const parsed = parseFilter(printFilter(filter), OBSERVATION_COLUMNS);
        expect(parsed).toEqual({ ok: true, filter });
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom('and', 'true', '12', 'a"b\\', 'x y', 'null', '-1', 'naïve'),
);

const condition: fc.Arbitrary<Condition> = fc
  .constantFrom(...(Object.keys(OBSERVATION_COLUMNS) as (keyof typeof OBSERVATION_COLUMNS)[]))
  .chain((name) => {
    const column = OBSERVATION_COLUMNS[name];
    const keyed = column.kind === 'metadata' || column.kind === 'scores';
    return fc
      .record({
        op: fc.constantFrom(...OPERATORS[column.kind]),
        key: text,
        text,
        number: fc.double({ noNaN: true, min: -1e6, max: 1e9 }).map((value) => value + 0),
        list: fc.array(text, { minLength: 1, maxLength: 3 }),
      })
      .map((drawn): Condition => {
        const subject = { column: name, op: drawn.op, ...(keyed ? { key: drawn.key } : {}) };
        if (drawn.op.startsWith('is n')) return subject;
        const options: readonly string[] | undefined = 'options' in column ? column.options : undefined;
        if (drawn.op.endsWith('of'))
          return { ...subject, value: options === undefined ? drawn.list : [options[0] as string] };
        if (options !== undefined) return { ...subject, value: options.at(-1) as string };
        if (column.kind === 'number') return { ...subject, value: drawn.number };
        if (column.kind === 'boolean') return { ...subject, value: drawn.number > 0 };
        if (column.kind === 'datetime') return { ...subject, value: new Date(Math.floor(drawn.number)).toISOString() };
        return { ...subject, value: drawn.text };
      });
  });

const group: fc.Arbitrary<Filter> = fc.letrec<{ node: Filter }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((or) => ({ or })),
    tie('node').map((not) => ({ not })),
  ),
})).node;
