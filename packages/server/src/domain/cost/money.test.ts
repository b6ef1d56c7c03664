import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  costOf,
  formatFixed,
  formatMoney,
  parseFixed,
  parseMoney,
  parsePricePerMillion,
  parseUnitPrice,
} from './money.ts';

describe('reading decimal text', () => {
  test.each([
    ['0.0000025', 2_500_000n],
    ['2.5e-6', 2_500_000n],
    ['1E1', 10_000_000_000_000n],
    ['.5', 500_000_000_000n],
    ['7.', 7_000_000_000_000n],
    [' -3 ', -3_000_000_000_000n],
    ['0.0000000000005', 1n],
    ['0.00000000000049', 0n],
    ['-0.0000000000005', -1n],
    ['1e-999', 0n],
  ])('%s', (text, money) => {
    expect(parseMoney(text)).toBe(money);
  });

  test.each([
    '',
    ' ',
    '.',
    '-',
    'e5',
    '1e',
    '1e1000',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '1,5',
    '--1',
    '9'.repeat(401),
  ])('refuses %j', (text) => {
    expect(parseMoney(text)).toBeNull();
  });

  test('a price per million is the price of one unit times a million', () => {
    expect(parsePricePerMillion('2.50')).toBe(parseUnitPrice('0.0000025'));
    expect(parsePricePerMillion('0.075')).toBe(parseUnitPrice('7.5e-8'));
  });
});

test('what is written can be read back, at any number of places', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 1, max: 18 }), (value, places) => {
      fc.pre(formatFixed(value, places).length <= 400);
      expect(parseFixed(formatFixed(value, places), places)).toBe(value);
    }),
  );
});

test('units × price is exact to half of the last place', () => {
  const units = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(units, fc.bigInt({ min: 0n, max: 10n ** 20n }), (count, price) => {
      const exact = BigInt(count) * price;
      const error = costOf(count, price) * 1_000_000n - exact;
      expect(error <= 500_000n && error > -500_000n).toBe(true);
    }),
  );
});

test('sums that floats get wrong are right', () => {
  const tenth = parseMoney('0.1')!;
  expect(formatMoney(tenth + tenth + tenth)).toBe('0.3');
  expect(formatMoney(costOf(3, parseUnitPrice('0.1')!))).toBe('0.3');
});
