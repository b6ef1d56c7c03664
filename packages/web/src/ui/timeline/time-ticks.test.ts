import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTick, timeTicks } from './time-ticks.ts';

const textsOf = (fromUs: number, toUs: number, most: number) => {
  const { at, stepUs } = timeTicks(fromUs, toUs, most);
  return at.map((us) => formatTick(us, stepUs));
};

describe('timeTicks', () => {
  it('stand at round times from microseconds to days', () => {
    expect(textsOf(0, 45, 5)).toEqual(['0', '10 µs', '20 µs', '30 µs', '40 µs']);
    expect(textsOf(0, 1_000_000, 4)).toEqual(['0', '500 ms', '1 s']);
    expect(textsOf(0, 12_400_000, 8)).toEqual(['0', '2 s', '4 s', '6 s', '8 s', '10 s', '12 s']);
    expect(textsOf(0, 150e6, 5)).toEqual(['0', '30 s', '1 m', '1 m 30 s', '2 m', '2 m 30 s']);
    expect(textsOf(0, 4 * 3600e6, 8)).toEqual([
      '0',
      '30 m',
      '1 h',
      '1 h 30 m',
      '2 h',
      '2 h 30 m',
      '3 h',
      '3 h 30 m',
      '4 h',
    ]);
    expect(textsOf(0, 4 * 86_400e6, 4)).toEqual(['0', '1 d', '2 d', '3 d', '4 d']);
  });

  it('say enough digits to tell neighbours apart', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e13, noNaN: true }),
        fc.double({ min: 10, max: 1e13, noNaN: true }),
        (from, length) => {
          const texts = textsOf(from, from + length, 10);
          return new Set(texts).size === texts.length;
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  it('never are more than asked for, but for the one at the start', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e14, noNaN: true }), fc.integer({ min: 2, max: 30 }), (length, most) => {
        return timeTicks(0, length, most).at.length <= most + 1;
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
