import { expect, test } from 'vitest';
import { moveColumn, toggleColumn } from './use-table-layout.ts';

const layout = [{ name: 'a', width: 90 }, { name: 'b' }, { name: 'c' }];
const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name).join('');

test('a column moves before another or last, and keeps its width', () => {
  expect(names(moveColumn(layout, 'c', 'a'))).toBe('cab');
  expect(moveColumn(layout, 'a', null).at(-1)).toEqual({ name: 'a', width: 90 });
  expect(names(moveColumn(layout, 'a', 'a'))).toBe('abc');
});

test('moving what is not there changes nothing', () => {
  expect(moveColumn(layout, 'zz', 'a')).toEqual(layout);
  expect(moveColumn(layout, 'a', 'zz')).toEqual(layout);
});

test('the last shown column cannot be hidden', () => {
  expect(names(toggleColumn(layout, 'b'))).toBe('ac');
  expect(names(toggleColumn(layout, 'd'))).toBe('abcd');
  expect(toggleColumn([{ name: 'a' }], 'a')).toEqual([{ name: 'a' }]);
});
