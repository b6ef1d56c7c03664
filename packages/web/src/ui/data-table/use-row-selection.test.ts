import { expect, test } from 'vitest';
import { applyToggle } from './use-row-selection.ts';

const orderedIds = ['a', 'b', 'c', 'd', 'e'];
const toggle = (before: string[], id: string, anchor: string | null) =>
  [...applyToggle({ before: new Set(before), orderedIds, id, anchor })].toSorted().join('');

test('a click toggles one row', () => {
  expect(toggle([], 'b', null)).toBe('b');
  expect(toggle(['a', 'b'], 'b', null)).toBe('a');
});

test('shift takes everything between the two clicks, in either direction', () => {
  expect(toggle(['b'], 'd', 'b')).toBe('bcd');
  expect(toggle(['d'], 'b', 'd')).toBe('bcd');
});

test('shift on a selected row clears the range', () => {
  expect(toggle(['a', 'b', 'c', 'd'], 'c', 'b')).toBe('ad');
});

test('an anchor that left the list counts for nothing', () => {
  expect(toggle([], 'c', 'gone')).toBe('c');
});
