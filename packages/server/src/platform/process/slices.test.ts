import { expect, test } from 'vitest';
import { atOnce, inTurns, sliced } from './slices.ts';

const summing = function* (items: number[], seen: (item: number) => void = () => undefined) {
  let sum = 0;
  yield* sliced(items, 3, (item) => {
    seen(item);
    sum += item;
  });
  return sum;
};
const items = Array.from({ length: 10 }, (_, index) => index);

test('work in slices comes to the same at once and in turns', async () => {
  expect(atOnce(summing(items))).toBe(45);
  expect(await inTurns(summing(items))).toBe(45);
  expect(await inTurns(summing([]))).toBe(0);
});

test('between slices others have their turn', async () => {
  const log: (number | string)[] = [];
  const work = inTurns(summing(items, (item) => log.push(item)));
  setImmediate(() => log.push('other'));
  await work;
  expect(log.indexOf('other')).toBeGreaterThan(0);
  expect(log.indexOf('other')).toBeLessThan(log.length - 1);
});

test('what fails in a slice fails the work, either way', async () => {
  const failing = () =>
    summing(items, (item) => {
      if (item === 7) throw new Error('seven');
    });
  expect(() => atOnce(failing())).toThrow('seven');
  await expect(inTurns(failing())).rejects.toThrow('seven');
});
