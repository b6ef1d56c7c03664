import { expect, test } from 'vitest';
import { patternOf, priceWords, unitPrice } from './price-words.ts';

test('prices are said per million units, without the noise of floats', () => {
  expect(priceWords({ input: '0.0000025', output: '0.00001' })).toBe('input $2.5 · output $10');
  expect(priceWords({ input: '1e-7' })).toBe('input $0.1');
});

test('what is typed per million becomes a price per unit, digit for digit', () => {
  expect(unitPrice(' 0.15 ')).toBe('0.15e-6');
  expect(unitPrice(' ')).toBeNull();
});

test('a name is matched as it is', () => {
  const name = 'ft:gpt-4.1 (ours)+';
  expect(new RegExp(patternOf(name)).test(name)).toBe(true);
  expect(new RegExp(patternOf('a.b')).test('axb')).toBe(false);
});
