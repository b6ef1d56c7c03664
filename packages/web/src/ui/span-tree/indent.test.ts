import { expect, it } from 'vitest';
import { indentsFor } from './indent.ts';

it('leaves shallow trees as they are and moves the shared levels of deep ones out of the way', () => {
  expect(indentsFor([0, 1, 2, 3], 320).cutDepth).toBe(0);
  expect(indentsFor([345, 346, 349], 320).cutDepth).toBe(344);
  expect(indentsFor([0, 200], 320)).toEqual({ cutDepth: 0, mostIndents: 10 });
  expect(indentsFor([], 320).cutDepth).toBe(0);
});
