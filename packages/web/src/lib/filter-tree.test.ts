import type { Filter } from '@tidemark/contract/filter';
import { expect, test } from 'vitest';
import { fromGroup, toGroup } from './filter-tree.ts';

const a: Filter = { column: 'name', op: '=', value: 'a' };
const b: Filter = { column: 'name', op: '=', value: 'b' };

test('every kind of filter survives the builder', () => {
  const filters: Filter[] = [
    a,
    { and: [a, b] },
    { or: [a, { and: [a, b] }] },
    { not: a },
    { not: { or: [a, b] } },
    { and: [a, { not: { and: [a, b] } }] },
    { not: { not: a } },
  ];
  for (const filter of filters) expect(fromGroup(toGroup(filter))).toEqual(filter);
});

test('empty groups vanish', () => {
  expect(fromGroup(toGroup(null))).toBeNull();
  expect(fromGroup({ mode: 'all', parts: [{ mode: 'none', parts: [] }] })).toBeNull();
});
