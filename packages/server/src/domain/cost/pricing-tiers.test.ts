import { describe, expect, test } from 'vitest';
import type { PricingTier, TierCondition } from './pricing-tiers.ts';
import { chooseTier, compilePattern, compileTiers } from './pricing-tiers.ts';
import { usageByClass } from './usage-class.ts';

const standard: PricingTier = { id: 'standard', name: 'Standard', conditions: [], prices: { input: '1' } };
const tier = (name: string, ...conditions: TierCondition[]): PricingTier => ({
  id: name,
  name,
  conditions,
  prices: { input: '2' },
});

function chosen(
  tiers: PricingTier[],
  facts: { usage?: Record<string, number>; parameters?: string; metadata?: Record<string, string> },
) {
  return chooseTier(compileTiers(tiers), {
    usage: usageByClass(facts.usage ?? {}),
    modelParameters: facts.parameters ?? '',
    metadata: facts.metadata ?? {},
  })?.name;
}

describe('a condition on usage', () => {
  const large = tier('Large', { usage: '(input|prompt|cached)', op: 'gt', value: 200_000 });

  test('sums every matching class and holds only above the limit', () => {
    expect(chosen([standard, large], { usage: { input: 150_000, input_cache_read: 50_000, output: 9 } })).toBe(
      'Standard',
    );
    expect(chosen([standard, large], { usage: { input: 150_000, input_cache_read: 50_001 } })).toBe('Large');
  });

  test('sees the class behind another spelling, and counts two spellings once', () => {
    expect(chosen([standard, large], { usage: { INPUT: 200_001 } })).toBe('Large');
    expect(chosen([standard, large], { usage: { promptTokenCount: 200_001 } })).toBe('Large');
    expect(chosen([standard, large], { usage: { input: 150_000, prompt_tokens: 150_000 } })).toBe('Standard');
  });

  test('can be case sensitive', () => {
    const strict = tier('Strict', { usage: '^Seconds$', caseSensitive: true, op: 'gte', value: 1 });
    expect(chosen([standard, strict], { usage: { seconds: 5 } })).toBe('Standard');
    expect(chosen([standard, strict], { usage: { Seconds: 5 } })).toBe('Strict');
  });

  test.each([
    ['gt', [false, false, true]],
    ['gte', [false, true, true]],
    ['lt', [true, false, false]],
    ['lte', [true, true, false]],
    ['eq', [false, true, false]],
    ['neq', [true, false, true]],
  ] as const)('%s against 9, 10 and 11 of 10', (op, holds) => {
    const tiers = [standard, tier('It', { usage: 'input', op, value: 10 })];
    expect([9, 10, 11].map((input) => chosen(tiers, { usage: { input } }) === 'It')).toEqual(holds);
  });
});

describe('a condition on parameters', () => {
  const fast = tier('Fast', { source: 'parameters', key: 'service_tier', in: ['fast', 'priority'] });

  test('holds for one of its values', () => {
    expect(chosen([standard, fast], { parameters: '{"service_tier":"priority"}' })).toBe('Fast');
    expect(chosen([standard, fast], { parameters: '{"service_tier":"auto"}' })).toBe('Standard');
  });

  test.each(['', '{', '[]', 'null', '"fast"', '{"service_tier":null}', '{"__proto__":{"service_tier":"fast"}}'])(
    'does not hold, and does not throw, for parameters %j',
    (parameters) => {
      expect(chosen([standard, fast], { parameters })).toBe('Standard');
    },
  );

  test('can look at metadata, and compares numbers and booleans as text', () => {
    const eu = tier('EU', { source: 'metadata', key: 'region', in: ['eu'] });
    const one = tier('One', { source: 'parameters', key: 'n', in: ['1'] });
    expect(chosen([standard, eu], { metadata: { region: 'eu' } })).toBe('EU');
    expect(chosen([standard, one], { parameters: '{"n":1}' })).toBe('One');
  });
});

test('conditions of one tier must all hold, and the first tier that holds is taken', () => {
  const flex: TierCondition = { source: 'parameters', key: 'service_tier', in: ['flex'] };
  const large: TierCondition = { usage: 'input', op: 'gt', value: 100 };
  const tiers = [standard, tier('Flex large', flex, large), tier('Flex', flex), tier('Large', large)];
  const parameters = '{"service_tier":"flex"}';
  expect(chosen(tiers, { parameters, usage: { input: 101 } })).toBe('Flex large');
  expect(chosen(tiers, { parameters, usage: { input: 100 } })).toBe('Flex');
  expect(chosen(tiers, { usage: { input: 101 } })).toBe('Large');
  expect(chosen(tiers, { usage: { input: 1 } })).toBe('Standard');
});

describe('refuses', () => {
  test.each([
    ['no tier without conditions', [tier('A', { usage: 'x', op: 'gt', value: 1 })], /Exactly one/],
    ['two tiers without conditions', [standard, { ...standard, id: 'b' }], /Exactly one/],
    ['a pattern that does not compile', [standard, tier('A', { usage: '(', op: 'gt', value: 1 })], /RE2 syntax/],
    [
      'a look-ahead, which has no linear-time match',
      [standard, tier('A', { usage: '(?=a)', op: 'gt', value: 1 })],
      /RE2/,
    ],
    ['a negative price', [{ ...standard, prices: { input: '-1' } }], /price of input/],
    ['a price that is no number', [{ ...standard, prices: { input: 'free' } }], /price of input/],
  ])('%s', (_, tiers, reason) => {
    expect(() => compileTiers(tiers as PricingTier[])).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(() => compileTiers(tiers as PricingTier[])).toThrow(reason);
  });

  test('a pattern of more than a thousand characters', () => {
    expect(() => compilePattern('a'.repeat(1001))).toThrow(/at most 1000/);
  });
});

test('a pattern that would take a backtracking engine for ever is quick', () => {
  const pattern = compilePattern('^(a+)+$');
  expect(pattern.test('a'.repeat(5000) + 'b')).toBe(false);
});
