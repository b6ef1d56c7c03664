import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, formatMoney, parseMoney, parseUnitPrice } from './money.ts';
import type { CostFacts } from './price-observation.ts';
import { isReportedLine, priceObservation } from './price-observation.ts';
import type { PricingTier } from './pricing-tiers.ts';
import { compileTiers } from './pricing-tiers.ts';

const gpt: PricingTier[] = [
  {
    id: 's',
    name: 'Standard',
    conditions: [],
    prices: { input: '2.5e-6', input_cache_read: '1.25e-6', output: '10e-6' },
  },
  {
    id: 'f',
    name: 'Fast mode',
    conditions: [{ source: 'parameters', key: 'service_tier', in: ['fast'] }],
    prices: { input: '5e-6', output: '20e-6' },
  },
];

const price = (facts: Partial<Omit<CostFacts, 'tiers'>> & { tiers?: PricingTier[] | null }) =>
  priceObservation({
    usage: {},
    providedCost: {},
    modelParameters: '',
    metadata: {},
    ...facts,
    tiers: facts.tiers === null ? null : compileTiers(facts.tiers ?? gpt),
  });

describe('units × price', () => {
  test('each class at its price, the total their sum', () => {
    const priced = price({ usage: { input: 1000, input_cached_tokens: 400, output: 200 } });
    expect(priced.cost).toEqual({ input: '0.0025', input_cached_tokens: '0.0005', output: '0.002', total: '0.005' });
    expect(priced.usage).toEqual({ input: 1000, input_cached_tokens: 400, output: 200, total: 1600 });
    expect(priced.tier).toEqual({ id: 's', name: 'Standard' });
    expect(priced.costLines[0]).toEqual({ usageType: 'input', units: 1000, price: '0.0000025', cost: '0.0025' });
  });

  test('the tier that the parameters ask for', () => {
    const priced = price({ usage: { input: 1000 }, modelParameters: '{"service_tier":"fast"}' });
    expect(priced.tier?.name).toBe('Fast mode');
    expect(priced.cost['total']).toBe('0.005');
  });

  test('reasoning and cached tokens without a price of their own cost what output and input cost', () => {
    const tiers = [{ id: 's', name: 'S', conditions: [], prices: { input: '1e-6', output: '2e-6' } }];
    const priced = price({
      tiers,
      usage: { input: 10, input_cache_creation_1h: 10, output: 10, output_reasoning_tokens: 10 },
    });
    expect(priced.cost['total']).toBe('0.00006');
  });

  test('an unknown class without a price costs nothing and is still counted', () => {
    const priced = price({ usage: { input: 10, holograms: 3 } });
    expect(Object.keys(priced.cost)).toEqual(['input', 'total']);
    expect(priced.usage['total']).toBe(13);
  });

  test('a price per total is used only when no part has a price', () => {
    const tiers = [{ id: 's', name: 'S', conditions: [], prices: { total: '1e-7' } }];
    expect(price({ tiers, usage: { input: 100 } }).cost).toEqual({ total: '0.00001' });
    const both = [{ id: 's', name: 'S', conditions: [], prices: { input: '1e-6', total: '1e-7' } }];
    expect(price({ tiers: both, usage: { input: 100, total: 100 } }).cost).toEqual({
      input: '0.0001',
      total: '0.0001',
    });
  });

  test('calls are priced and are no part of the total of tokens', () => {
    const tiers = [{ id: 's', name: 'S', conditions: [], prices: { input: '1e-6', web_search_queries: '0.014' } }];
    const priced = price({ tiers, usage: { input: 100, webSearchQueries: 2 } });
    expect(priced.usage['total']).toBe(100);
    expect(priced.cost).toEqual({ input: '0.0001', webSearchQueries: '0.028', total: '0.0281' });
  });

  test('no model, or no usage: no cost, no tier', () => {
    expect(price({ usage: { input: 5 }, tiers: null })).toMatchObject({
      usage: { input: 5, total: 5 },
      cost: {},
      costLines: [],
      tier: null,
    });
    expect(price({})).toMatchObject({ usage: {}, cost: {}, costLines: [], tier: null });
  });

  test('a cost over what the store holds is cut and flagged', () => {
    const tiers = [{ id: 's', name: 'S', conditions: [], prices: { input: '1' } }];
    const priced = price({ tiers, usage: { input: 5_000_000, output: 1 } });
    expect(priced.cost['total']).toBe('999999.999999999999');
    expect(priced.flags).toEqual(['cost_clamped']);
  });
});

describe('never more than the vendor says', () => {
  test('the same tokens under two names are charged once', () => {
    const once = price({ usage: { input: 100, input_cached_tokens: 50 } });
    const twice = price({
      usage: { input: 100, prompt_tokens: 100, input_cached_tokens: 50, cache_read_input_tokens: 50 },
    });
    expect(twice.cost['total']).toBe(once.cost['total']);
    expect(twice.usage['total']).toBe(150);
  });

  test('the vendor total is kept; parts that exceed it are flagged and lend each other no price', () => {
    const tiers = [{ id: 's', name: 'S', conditions: [], prices: { input: '1e-6', output: '1e-6' } }];
    const overlapping = { input: 100, output: 50, output_reasoning: 40, total: 150 };
    const priced = price({ tiers, usage: overlapping });
    expect(priced.flags).toEqual(['usage_exceeds_total']);
    expect(priced.usage['total']).toBe(150);
    expect(priced.cost['total']).toBe('0.00015');
  });

  test('a larger vendor total is believed', () => {
    expect(price({ usage: { input: 1, total: 9 } }).usage).toEqual({ input: 1, total: 9 });
  });
});

describe('a reported cost', () => {
  test('wins over prices, and its lines say that it was reported', () => {
    const priced = price({ usage: { input: 1000, output: 10 }, providedCost: { input: '0.01', output: '0.02' } });
    expect(priced.cost).toEqual({ input: '0.01', output: '0.02', total: '0.03' });
    expect(priced.tier).toBeNull();
    expect(priced.costLines.every(isReportedLine)).toBe(true);
    expect(priced.costLines[0]).toEqual({ usageType: 'input', units: 1000, price: '', cost: '0.01' });
    expect(price({ usage: { input: 1 } }).costLines.some(isReportedLine)).toBe(false);
  });

  test('of zero is a cost too', () => {
    expect(price({ usage: { input: 1000 }, providedCost: { total: '0' } }).cost).toEqual({ total: '0' });
  });

  test('keeps its own total, even when its parts say otherwise', () => {
    expect(price({ providedCost: { input: '1', total: '0.5' } }).cost).toEqual({ input: '1', total: '0.5' });
  });

  test('that is negative or no number is left out, flagged, and does not stop the prices', () => {
    const priced = price({ usage: { input: 1000 }, providedCost: { input: '-1', output: 'NaN' } });
    expect(priced.cost['total']).toBe('0.0025');
    expect(priced.flags).toEqual(['cost_unreadable']);
  });

  test('with a key that names an object property stays inert', () => {
    const priced = price({ providedCost: { ['__proto__']: '1', constructor: '2' } });
    expect(priced.cost['total']).toBe('3');
    expect(Object.getPrototypeOf(priced.cost)).toBe(Object.prototype);
    expect(priced.costLines.every((line) => line.units === 0)).toBe(true);
  });
});

const CLASSES = ['input', 'output', 'input_cache_read', 'output_reasoning', 'input_audio', 'seconds'];
const usages = fc.dictionary(fc.constantFrom(...CLASSES), fc.integer({ min: 0, max: 10_000_000 }));
const prices = fc.dictionary(
  fc.constantFrom(...CLASSES),
  fc.integer({ min: 0, max: 10 ** 9 }).map((size) => `${size}e-12`),
  { minKeys: 1 },
);

test('for any usage and prices: lines are exact products, the total is the exact sum of the lines', () => {
  fc.assert(
    fc.property(usages, prices, (usage, ofClass) => {
      const priced = price({ usage, tiers: [{ id: 's', name: 'S', conditions: [], prices: ofClass }] });
      const sum = priced.costLines.reduce((total, line) => total + parseMoney(line.cost)!, 0n);
      for (const line of priced.costLines)
        expect(line.cost).toBe(formatMoney(costOf(line.units, parseUnitPrice(line.price)!)));
      expect(priced.cost['total'] ?? '0').toBe(formatMoney(sum));
      expect(new Set(priced.costLines.map((line) => line.usageType)).size).toBe(priced.costLines.length);
    }),
    { seed: 2026, numRuns: 1000 },
  );
});

test('for any usage: the cost is never over total units × the highest price', () => {
  fc.assert(
    fc.property(usages, prices, (usage, ofClass) => {
      const priced = price({ usage, tiers: [{ id: 's', name: 'S', conditions: [], prices: ofClass }] });
      const highest = Object.values(ofClass)
        .map((text) => parseUnitPrice(text)!)
        .reduce((a, b) => (a > b ? a : b));
      expect(parseMoney(priced.cost['total'] ?? '0')! <= costOf(priced.usage['total'] ?? 0, highest)).toBe(true);
    }),
    { seed: 2026, numRuns: 1000 },
  );
});

test('for any reported cost: it is taken over unchanged', () => {
  const costs = fc.dictionary(fc.constantFrom(...CLASSES), fc.integer({ min: 0, max: 10 ** 12 }).map(String), {
    minKeys: 1,
  });
  fc.assert(
    fc.property(usages, costs, (usage, units) => {
      const providedCost = Object.fromEntries(Object.entries(units).map(([key, text]) => [key, `${text}e-12`]));
      const priced = price({ usage, providedCost });
      for (const [key, text] of Object.entries(providedCost))
        expect(parseMoney(priced.cost[key]!)).toBe(parseMoney(text));
    }),
    { seed: 2026, numRuns: 500 },
  );
});
