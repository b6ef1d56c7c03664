import { expect, test } from 'vitest';
import { classesToTry, totalOf, usageByClass, usageClassOf } from './usage-class.ts';

test('every spelling of cached input is one class', () => {
  for (const key of [
    'input_cached_tokens',
    'cache_read_input_tokens',
    'cached_content_token_count',
    'input_cache_read',
  ])
    expect(usageClassOf(key)).toBe('input_cache_read');
});

test('a key we do not know is a class of its own, also when it names an object property', () => {
  for (const key of ['input_video', 'seconds', 'constructor', '__proto__', 'toString']) {
    expect(usageClassOf(key)).toBe(key);
    expect(classesToTry(key)).toEqual([key]);
  }
});

test('a class without a price leads to the class whose price stands in for it', () => {
  expect(classesToTry('input_cache_creation_1h')).toEqual(['input_cache_creation_1h', 'input_cache_creation', 'input']);
  expect(classesToTry('output_reasoning')).toEqual(['output_reasoning', 'output']);
});

test('the same tokens under two names count once', () => {
  expect(usageByClass({ input_cached_tokens: 80, cache_read_input_tokens: 90, output: 5, total: 95 })).toEqual([
    { usageType: 'cache_read_input_tokens', usageClass: 'input_cache_read', units: 90 },
    { usageType: 'output', usageClass: 'output', units: 5 },
  ]);
});

test('what is no non-negative whole number is left out', () => {
  expect(usageByClass({ a: -1, b: 1.5, c: Number.NaN, d: Infinity, e: 2 ** 60, f: 0 })).toEqual([
    { usageType: 'f', usageClass: 'f', units: 0 },
  ]);
  expect(totalOf({ total: -5 })).toBeNull();
  expect(totalOf({ total_tokens: 7 })).toBe(7);
});
