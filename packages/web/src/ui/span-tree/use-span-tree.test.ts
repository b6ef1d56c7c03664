import { expect, it } from 'vitest';
import { lineOf } from './use-span-tree.tsx';

it('finds the line that shows a step, or the line of the folded step above it', () => {
  const visible = [0, 1, 5, 6];
  expect(lineOf(visible, 5)).toBe(2);
  expect(lineOf(visible, 3)).toBe(1);
  expect(lineOf(visible, 9)).toBe(3);
  expect(lineOf(visible, -1)).toBe(-1);
});
