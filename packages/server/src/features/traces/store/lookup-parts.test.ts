import { expect, test } from 'vitest';
import { lookupParts } from './lookup-parts.ts';

test('ids come in parts that the engine takes as one parameter, each id once and none lost', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `${'é'.repeat(20)}-${index}`);
  const parts = lookupParts([...ids, ...ids]);
  expect(parts.flat()).toEqual(ids);
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(120_000);
});

test('an id that is larger than a part stands alone, and no ids make no part', () => {
  const long = 'x'.repeat(150_000);
  expect(lookupParts(['a', long, 'b'])).toEqual([['a'], [long], ['b']]);
  expect(lookupParts([])).toEqual([]);
});
