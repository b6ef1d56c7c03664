import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartBuckets, closeRange } from './time-range.ts';

const DAY_US = 86_400_000_000;
const now = { nowUs: 1_795_000_000_000_000, defaultDays: 7 };

test('an open end is now, an open beginning so many days before the end', () => {
  expect(closeRange({ fromUs: null, toUs: null }, now)).toEqual({ fromUs: now.nowUs - 7 * DAY_US, toUs: now.nowUs });
  expect(closeRange({ fromUs: null, toUs: 10 * DAY_US }, now)).toEqual({ fromUs: 3 * DAY_US, toUs: 10 * DAY_US });
  expect(closeRange({ fromUs: 5, toUs: null }, now)).toEqual({ fromUs: 5, toUs: now.nowUs });
});

test('a range that begins in the future has no bars of the past', () => {
  expect(closeRange({ fromUs: now.nowUs + 9, toUs: null }, now)).toEqual({
    fromUs: now.nowUs + 9,
    toUs: now.nowUs + 10,
  });
});

test.each([
  [5, 5],
  [6, 5],
])('from %d to %d is refused', (fromUs, toUs) => {
  expect(() => closeRange({ fromUs, toUs }, now)).toThrow(expect.objectContaining({ code: 'invalid' }));
});

test.each([
  ['15 minutes', DAY_US / 96, 30_000_000],
  ['a day', DAY_US, 1_800_000_000],
  ['a week', 7 * DAY_US, 3 * 3_600_000_000],
  ['a month', 30 * DAY_US, 12 * 3_600_000_000],
  ['a year', 365 * DAY_US, 7 * DAY_US],
  ['ten years', 3650 * DAY_US, 60 * DAY_US],
])('bars of %s are of a width that people read', (_, lengthUs, stepUs) => {
  expect(chartBuckets({ fromUs: 0, toUs: lengthUs }, 62).stepUs).toBe(stepUs);
});

test('for any range: bars are aligned, without gaps, cover it, and are no more than asked', () => {
  const time = fc.integer({ min: -DAY_US * 20_000, max: DAY_US * 30_000 });
  fc.assert(
    fc.property(
      time,
      fc.integer({ min: 1, max: DAY_US * 10_000 }),
      fc.integer({ min: 2, max: 200 }),
      (fromUs, length, maxBars) => {
        const toUs = fromUs + length;
        const { stepUs, startsUs } = chartBuckets({ fromUs, toUs }, maxBars);
        expect(startsUs.length >= 1 && startsUs.length <= maxBars).toBe(true);
        expect(startsUs[0]! <= fromUs && startsUs[0]! > fromUs - stepUs).toBe(true);
        expect(startsUs.at(-1)! < toUs && startsUs.at(-1)! + stepUs >= toUs).toBe(true);
        startsUs.forEach((startUs, bar) => {
          expect(startUs % stepUs).toBe(startUs < 0 ? -0 : 0);
          expect(startUs).toBe(startsUs[0]! + bar * stepUs);
        });
      },
    ),
    { seed: 2026, numRuns: 1000 },
  );
});
