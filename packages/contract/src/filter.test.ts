import { expect, test } from 'vitest';
import { CombinedFilter, Filter } from './filter.ts';

const condition = { column: 'name', op: '=', value: 'x' };

function nested(depth: number, inner: unknown): unknown {
  return Array.from({ length: depth }).reduce(
    (filter, _, level) => (level % 2 ? { not: filter } : { and: [filter] }),
    inner,
  );
}

const messagesOf = (filter: unknown) =>
  Filter.safeParse(filter).error?.issues.map(({ path, message }) => [path.join('.'), message]);

test('a filter comes out as it went in', () => {
  const filter = { or: [condition, { not: { and: [{ column: 'tags', op: 'all of', value: ['a'] }, { or: [] }] } }] };
  expect(Filter.parse(filter)).toEqual(filter);
});

test('8 groups and 100 conditions are taken, more are refused; what the server adds has room beside them', () => {
  expect(Filter.safeParse(nested(8, condition)).success).toBe(true);
  expect(messagesOf(nested(9, condition))?.[0]?.[1]).toBe('A filter nests at most 8 groups deep');
  expect(Filter.safeParse({ or: Array(100).fill(condition) }).success).toBe(true);
  expect(messagesOf({ or: Array(101).fill(condition) })).toEqual([['', 'A filter has at most 100 conditions']]);
  expect(CombinedFilter.safeParse({ and: [condition, nested(8, condition)] }).success).toBe(true);
});

test('a filter of any depth is refused in a few words, right or wrong inside', () => {
  for (const inner of [condition, { colour: 'red' }]) {
    const { error } = Filter.safeParse(nested(5_000, inner));
    expect(error?.message.length).toBeLessThan(1_000);
  }
});

test('what is wrong is named where it is, five times at most', () => {
  expect(messagesOf({ and: [condition, { column: 'name', op: '~' }] })).toEqual([
    ['and.1.op', expect.stringContaining('Invalid option')],
  ]);
  expect(messagesOf({ and: 'x' })).toEqual([['', '"and" takes a list of filters']]);
  expect(messagesOf({ or: Array(90).fill({ column: 'name', op: '~' }) })).toHaveLength(5);
  expect(Filter.safeParse({ and: [], or: [] }).success).toBe(false);
  for (const none of [null, [], 'x', 5, {}]) expect(Filter.safeParse(none).success, JSON.stringify(none)).toBe(false);
});
