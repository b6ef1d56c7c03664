import { describe, expect, test } from 'vitest';
import { priceObservation } from '#domain/cost/price-observation';
import { usageClassOf } from '#domain/cost/usage-class';
import { PUBLIC_MODELS, PUBLIC_PRICES_AS_OF } from './public-models.ts';
import { publicRegistry } from './public-registry.ts';

const found = (name: string) => publicRegistry().filter((model) => model.matches(name));
const modelOf = (name: string) => found(name)[0]?.name;

function cost(name: string, usage: Record<string, number>, modelParameters = '') {
  const tiers = found(name)[0]!.tiers;
  const priced = priceObservation({ usage, providedCost: {}, modelParameters, metadata: {}, tiers });
  return { total: priced.cost['total'], tier: priced.tier?.name };
}

describe('the price list', () => {
  test('has at least 167 models, each name and id once, and the day it was read', () => {
    const models = publicRegistry();
    expect(models.length).toBeGreaterThanOrEqual(167);
    expect(new Set(models.map((model) => model.id)).size).toBe(models.length);
    expect(new Set(models.map((model) => model.name)).size).toBe(models.length);
    expect(PUBLIC_PRICES_AS_OF).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('is written by class, so that no spelling of a class can be priced twice', () => {
    const prices = PUBLIC_MODELS.flatMap((model) => [model.prices, ...(model.tiers ?? []).map((tier) => tier.prices)]);
    for (const usageType of prices.flatMap(Object.keys)) expect(usageClassOf(usageType)).toBe(usageType);
  });

  test('cached input never costs more than input, and a cache write never less than a cache read', () => {
    for (const { prices } of publicRegistry().flatMap(({ tiers }) => tiers)) {
      const [input, read, creation] = ['input', 'input_cache_read', 'input_cache_creation'].map((key) =>
        prices.get(key),
      );
      expect(input === undefined || read === undefined || read <= input).toBe(true);
      expect(read === undefined || creation === undefined || creation >= read).toBe(true);
    }
  });
});

describe('matching', () => {
  test.each([
    ['gpt-4o', 'gpt-4o'],
    ['GPT-4O', 'gpt-4o'],
    ['openai/gpt-4o', 'gpt-4o'],
    ['gpt-4o-mini', 'gpt-4o-mini'],
    ['gpt-35-turbo', 'gpt-3.5-turbo'],
    ['claude-3-5-sonnet-20241022', 'claude-3.5-sonnet-20241022'],
    ['us.anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3.5-sonnet-20241022'],
    ['claude-3-opus@20240229', 'claude-3-opus-20240229'],
    ['google/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['text-embedding-3-small', 'text-embedding-3-small'],
  ])('%s is %s', (name, expected) => {
    expect(modelOf(name)).toBe(expected);
  });

  test.each(['', 'gpt-4o-', 'my-gpt-4o', 'llama-3', 'gpt-4o\n'])('%j is none of them', (name) => {
    expect(found(name)).toEqual([]);
  });

  test('the name of a model leads to that model alone', () => {
    for (const model of publicRegistry()) {
      const names = found(model.name).map((match) => match.name);
      expect(names.length).toBeLessThanOrEqual(1);
      if (names.length === 1) expect(names).toEqual([model.name]);
    }
  });
});

describe('prices, against the vendors’ published ones', () => {
  test('gpt-4o: 2.50, 1.25 cached and 10.00 dollars per million', () => {
    expect(cost('gpt-4o', { input: 1_000_000, input_cached_tokens: 1_000_000, output: 1_000_000 })).toEqual({
      total: '13.75',
      tier: 'Standard',
    });
  });

  test('the priority tier by the parameter of the call', () => {
    expect(cost('gpt-4o', { input: 1_000_000 }, '{"service_tier":"priority"}')).toEqual({
      total: '4.25',
      tier: 'Fast mode',
    });
  });

  test('reasoning is output', () => {
    const asOutput = cost('o3', { output: 300 });
    expect(cost('o3', { output: 100, output_reasoning_tokens: 200 })).toEqual(asOutput);
  });

  test('a long context costs more, counted over cached and uncached input', () => {
    expect(cost('gemini-2.5-pro', { input: 100_000, input_cached_tokens: 100_000 }).tier).toBe('Standard');
    expect(cost('gemini-2.5-pro', { input: 100_000, input_cached_tokens: 100_001 }).tier).not.toBe('Standard');
  });

  test('an embedding is priced by its total', () => {
    expect(cost('text-embedding-3-small', { input: 1_000_000 })).toEqual({ total: '0.02', tier: 'Standard' });
  });
});
