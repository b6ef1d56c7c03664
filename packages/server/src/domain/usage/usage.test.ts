import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exclusiveUsage } from './exclusive-usage.ts';
import { readCost, readLegacyUsage, readUsage } from './read-usage.ts';

describe('usage details', () => {
  test('of OpenAI completions: details leave the side that contains them', () => {
    const usage = readUsage({
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 80, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 30, audio_tokens: null },
    });
    expect(usage).toEqual({
      input: 20,
      input_cached_tokens: 80,
      input_audio_tokens: 0,
      output: 20,
      output_reasoning_tokens: 30,
      total: 150,
    });
  });

  test('of OpenAI responses', () => {
    const usage = readUsage({
      input_tokens: 10,
      output_tokens: 5,
      total_tokens: 15,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens_details: { reasoning_tokens: 5 },
    });
    expect(usage).toEqual({ input: 6, input_cached_tokens: 4, output: 0, output_reasoning_tokens: 5, total: 15 });
  });

  test('of Anthropic, whose input leaves out the cache, stay as they are', () => {
    const reported = { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 90 };
    expect(readUsage(reported)).toEqual({ ...reported, total: 105 });
  });

  test('as a map keep whole counts, also as text, and get a total', () => {
    expect(readUsage({ input: 3, output: '4', broken: -1, half: 0.5, none: null })).toEqual({
      input: 3,
      output: 4,
      total: 7,
    });
    expect(readUsage({ input: 3, output: 4, total: 9 })).toEqual({ input: 3, output: 4, total: 9 });
    expect(readUsage({})).toEqual({});
    expect(readUsage('nonsense')).toEqual({});
  });

  test('as a map whose parts are contained in the input, as its total shows', () => {
    expect(readUsage({ input: 100, output: 50, input_cached_tokens: 80, total: 150 })).toEqual({
      input: 20,
      input_cached_tokens: 80,
      output: 50,
      total: 150,
    });
  });

  test('count calls beside tokens', () => {
    expect(readUsage({ input: 1, output: 1, total: 2, web_search_queries: 3 })).toEqual({
      input: 1,
      output: 1,
      total: 2,
      web_search_queries: 3,
    });
  });

  test('with a hostile key reach no prototype', () => {
    expect(readUsage(JSON.parse('{"__proto__":5,"input":1}'))).toEqual({ input: 1, total: 1 });
  });
});

test('the older usage gives counts and costs', () => {
  const usage = { input: 1, output: 2, unit: 'TOKENS', inputCost: 0.1, totalCost: 2.5e-7 };
  expect(readLegacyUsage(usage)).toEqual({
    usage: { input: 1, output: 2, total: 3 },
    cost: { input: '0.1', total: '0.00000025' },
  });
  expect(readLegacyUsage({ promptTokens: 7, completionTokens: 1 }).usage).toEqual({ input: 7, output: 1, total: 8 });
  expect(readLegacyUsage({ totalTokens: 8 }).usage).toEqual({ total: 8 });
  expect(readLegacyUsage(null)).toEqual({ usage: {}, cost: {} });
});

test('costs are decimal text, negative and unreadable ones are left out', () => {
  expect(readCost({ input: 0.000_001, output: -1, total: '0.25', other: 'much', list: [1] })).toEqual({
    input: '0.000001',
    total: '0.25',
  });
});

describe('whether parts are contained in their side', () => {
  test('is decided by the total', () => {
    const parts = { input: 10, output: 5, inputParts: { input_cached_tokens: 8 } };
    expect(exclusiveUsage({ ...parts, total: 15 })).toEqual({ input: 2, input_cached_tokens: 8, output: 5, total: 15 });
    expect(exclusiveUsage({ ...parts, total: 23 })).toEqual({
      input: 10,
      input_cached_tokens: 8,
      output: 5,
      total: 23,
    });
  });

  test('is decided for each side alone: thoughts beside candidates, cache within the prompt', () => {
    const usage = exclusiveUsage({
      input: 10,
      output: 5,
      total: 22,
      inputParts: { input_cached_tokens: 4 },
      outputParts: { output_reasoning_tokens: 7 },
    });
    expect(usage).toEqual({ input: 6, input_cached_tokens: 4, output: 5, output_reasoning_tokens: 7, total: 22 });
  });

  test('without a total: what does not fit stands beside', () => {
    expect(exclusiveUsage({ input: 3, inputParts: { input_cached_tokens: 90 } })).toEqual({
      input: 3,
      input_cached_tokens: 90,
      total: 93,
    });
  });
});

test('no class is negative, none is invented, and their sum never exceeds the reported total', () => {
  const units = fc.integer({ min: 0, max: 50 });
  const tokens = fc.record(
    {
      input: units,
      output: units,
      total: units,
      inputParts: fc.dictionary(fc.constantFrom('input_cached_tokens', 'input_audio_tokens'), units),
      outputParts: fc.dictionary(fc.constantFrom('output_reasoning_tokens', 'output_audio_tokens'), units),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(tokens, (reported) => {
      const { total, ...classes } = exclusiveUsage(reported);
      const sum = Object.values(classes).reduce((all, count) => all + count, 0);
      expect(Object.values(classes).every((count) => count >= 0)).toBe(true);
      if (total !== undefined) expect(sum).toBeLessThanOrEqual(total);
      if (reported.total !== undefined) expect(total).toBe(reported.total);
    }),
    { numRuns: 2000, seed: 20_261_120 },
  );
});

test('an amount over what the store holds is kept at its limit, however long it is', () => {
  const cost = readCost({ input: 1e15, output: '1e999', total: '999999.5' });
  expect(cost).toEqual({ input: '999999.999999999999', output: '999999.999999999999', total: '999999.5' });
});
