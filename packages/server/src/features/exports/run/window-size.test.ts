import { expect, test } from 'vitest';
import { RUN_LIMITS } from './limits.ts';
import { halfOf, nextWindowRows, openCeiling } from './window-size.ts';

const limits = { ...RUN_LIMITS, fileBytes: 1000, quickMs: 100, mostRows: 5000 };

test('a small and quick window is followed by one of twice as many rows, up to the most', () => {
  expect(nextWindowRows({ rows: 100, bytes: 10, ms: 5 }, limits)).toBe(200);
  expect(nextWindowRows({ rows: 4000, bytes: 0, ms: 5 }, limits)).toBe(5000);
});

test('a window that is large enough, or took its time, is followed by one like it', () => {
  expect(nextWindowRows({ rows: 100, bytes: 600, ms: 5 }, limits)).toBe(100);
  expect(nextWindowRows({ rows: 100, bytes: 10, ms: 150 }, limits)).toBe(100);
});

test('a window that is too large or too slow is followed by one that should not be, and never by none', () => {
  expect(nextWindowRows({ rows: 100, bytes: 2000, ms: 5 }, limits)).toBe(50);
  expect(nextWindowRows({ rows: 100, bytes: 10, ms: 1600 }, limits)).toBe(25);
  expect(nextWindowRows({ rows: 1, bytes: 100_000, ms: 5 }, limits)).toBe(1);
  expect([halfOf(5), halfOf(1)]).toEqual([2, 1]);
});

test('what was too much is not tried again for a while, and then again', () => {
  const ceiling = openCeiling();
  expect(ceiling.below(800)).toBe(800);
  ceiling.failed(800);
  const sizes = Array.from({ length: 17 }, () => ceiling.below(800));
  expect(new Set(sizes.slice(0, 16))).toEqual(new Set([600]));
  expect(sizes.at(-1)).toBe(800);
  ceiling.failed(1);
  expect(ceiling.below(800)).toBe(1);
});
