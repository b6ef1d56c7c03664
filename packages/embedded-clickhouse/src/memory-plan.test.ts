import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MIN_MEMORY_LIMIT_BYTES, planMemory } from './memory-plan.ts';

test('whatever the limit, the parts fit the whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: MIN_MEMORY_LIMIT_BYTES, max: 2 ** 40 }), (limit) => {
      const plan = planMemory(limit);
      expect(plan.serverBytes).toBeLessThan(limit);
      expect(plan.queryBytes).toBeLessThan(plan.serverBytes);
      expect(plan.spillBytes).toBeLessThan(plan.queryBytes);
      const caches =
        plan.markCacheBytes + plan.primaryIndexCacheBytes + 3 * plan.textIndexCacheBytes + 5 * plan.smallCacheBytes;
      expect(caches + plan.queryBytes).toBeLessThan(plan.serverBytes);
      for (const bytes of Object.values(plan)) expect(Number.isInteger(bytes) && bytes > 0).toBe(true);
    }),
  );
});

test.each([Number.NaN, 0, -1, MIN_MEMORY_LIMIT_BYTES - 1, 2 ** 30 + 0.5, Number.POSITIVE_INFINITY])(
  '%d is no memory limit',
  (limit) => {
    expect(() => planMemory(limit)).toThrow(RangeError);
  },
);
