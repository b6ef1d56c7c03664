import { expect, test } from 'vitest';
import { createLane } from './lane.ts';

test('work is done one after the other in the order of asking, also after some that failed', async () => {
  const lane = createLane();
  const gate = Promise.withResolvers<void>();
  const seen: string[] = [];
  const work = (name: string, until?: Promise<void>) =>
    lane(async () => {
      seen.push(`${name} begins`);
      await until;
      seen.push(`${name} ends`);
      return name;
    });
  const failing = lane(async () => {
    await gate.promise;
    throw new Error('no');
  });
  const others = [work('a'), work('b')];
  expect(seen).toEqual([]);
  gate.resolve();
  await expect(failing).rejects.toThrow('no');
  expect(await Promise.all(others)).toEqual(['a', 'b']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});
