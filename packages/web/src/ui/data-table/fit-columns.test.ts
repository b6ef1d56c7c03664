import { expect, test } from 'vitest';
import { fitColumns, type FittedColumn } from './fit-columns.ts';

const columns: FittedColumn[] = [
  { width: 200, format: 'text', chosen: false },
  { width: 260, format: 'payload', chosen: false },
  { width: 100, format: 'count', chosen: false },
];
const sum = (widths: number[]) => widths.reduce((total, each) => total + each, 0);

test('nothing changes while there is room, or before the room is known', () => {
  expect(fitColumns(columns, 600)).toEqual([200, 260, 100]);
  expect(fitColumns(columns, null)).toEqual([200, 260, 100]);
});

test('roomy columns give what is needed and numbers keep their width', () => {
  const widths = fitColumns(columns, 450);
  expect(sum(widths)).toBeLessThanOrEqual(450);
  expect(sum(widths)).toBeGreaterThan(446);
  expect(widths[2]).toBe(100);
});

test('no column becomes too narrow to read, and a width that was chosen stays', () => {
  expect(fitColumns(columns, 100)).toEqual([130, 150, 100]);
  expect(fitColumns([{ width: 400, format: 'text', chosen: true }], 100)).toEqual([400]);
});
