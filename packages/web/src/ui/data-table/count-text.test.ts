import { expect, test } from 'vitest';
import { countText } from './count-text.ts';

const facts = { label: 'Traces', loaded: 50, hasMore: true, total: undefined };

test('a count never claims more than is known', () => {
  expect(countText(facts)).toBe('50 traces read, more below');
  expect(countText({ ...facts, total: { count: 1204, exact: true } })).toBe('1,204 traces');
  expect(countText({ ...facts, total: { count: 10_000, exact: false } })).toBe('> 10,000 traces');
});

test('at the end of the list what was read is the count', () => {
  expect(countText({ ...facts, loaded: 1, hasMore: false, total: { count: 7, exact: true } })).toBe('1 trace');
  expect(countText({ ...facts, loaded: 0, hasMore: false })).toBe('0 traces');
});
