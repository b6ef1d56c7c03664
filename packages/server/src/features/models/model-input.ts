import { NOT_STORABLE, isStorableJson } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { parseUnitPrice } from '#domain/cost/money';
import { COMPARISONS } from '#domain/cost/pricing-tiers';

/** What a project's model counts. */
const MODEL_UNITS = ['TOKENS', 'CHARACTERS', 'MILLISECONDS', 'SECONDS', 'REQUESTS', 'IMAGES'] as const;

const UsageCondition = z.strictObject({
  usage: z.string().min(1).max(200),
  caseSensitive: z.boolean().default(false),
  op: z.enum(COMPARISONS),
  value: z.number().nonnegative(),
});

const ParameterCondition = z.strictObject({
  source: z.enum(['parameters', 'metadata']),
  key: z.string().min(1).max(200),
  in: z.array(z.string().max(200)).min(1).max(100),
});

export const TierConditions = z.array(z.union([UsageCondition, ParameterCondition])).max(20);

/** US dollars per unit; text, so that nothing is lost on the way. */
const Price = z
  .string()
  .max(64)
  .refine((text) => (parseUnitPrice(text) ?? -1n) >= 0n, 'A price is a non-negative number');

export const TierPrices = z
  .record(z.string().min(1).max(200), Price)
  .refine((prices) => Object.keys(prices).length > 0, 'A tier names at least one price')
  .refine((prices) => Object.keys(prices).length <= 100, 'A tier names at most 100 prices');

const TierInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  conditions: TierConditions.default([]),
  prices: TierPrices,
});

export const ModelInput = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    pattern: z.string().min(1).max(1000),
    startAt: z.iso.datetime({ offset: true }).nullish(),
    unit: z.enum(MODEL_UNITS).default('TOKENS'),
    tiers: z
      .array(TierInput)
      .min(1)
      .max(20)
      .refine((tiers) => new Set(tiers.map((tier) => tier.name)).size === tiers.length, 'Tiers have different names'),
  })
  .refine(isStorableJson, { message: NOT_STORABLE });
