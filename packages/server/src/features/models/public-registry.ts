import { formatUnitPrice, parsePricePerMillion } from '#domain/cost/money';
import type { PricingTier, TierCondition } from '#domain/cost/pricing-tiers';
import { compileModel } from './priced-model.ts';
import type { ModelDefinition, PricedModel } from './priced-model.ts';
import { PUBLIC_MODELS } from './public-models.ts';
import type { PricesPerMillion, PublicModel, PublicTierWhen } from './public-models.ts';

/** The public price list as definitions. Their ids are stable: they stand in stored observations. */
export const PUBLIC_DEFINITIONS: readonly ModelDefinition[] = PUBLIC_MODELS.map(define);

let compiled: readonly PricedModel[] | undefined;

/** The public price list, compiled on first use: a process that prices nothing pays nothing for it. */
export function publicRegistry(): readonly PricedModel[] {
  compiled ??= PUBLIC_DEFINITIONS.map(compileModel);
  return compiled;
}

function define(model: PublicModel): ModelDefinition {
  const id = `public-${model.name}`;
  const others = (model.tiers ?? []).map((tier, index) => ({
    id: `${id}-tier-${index + 1}`,
    name: tier.name,
    conditions: conditionsOf(tier.when),
    prices: perUnit(tier.prices),
  }));
  const standard: PricingTier = {
    id: `${id}-standard`,
    name: 'Standard',
    conditions: [],
    prices: perUnit(model.prices),
  };
  return { id, name: model.name, pattern: model.pattern, startUs: null, tiers: [standard, ...others] };
}

function conditionsOf(when: PublicTierWhen): TierCondition[] {
  const conditions: TierCondition[] = [];
  if (when.serviceTier) conditions.push({ source: 'parameters', key: 'service_tier', in: when.serviceTier });
  if (when.speed) conditions.push({ source: 'parameters', key: 'speed', in: when.speed });
  if (when.inputOver !== undefined) conditions.push({ usage: '^input', op: 'gt', value: when.inputOver });
  return conditions;
}

function perUnit(prices: PricesPerMillion): Record<string, string> {
  return Object.fromEntries(
    Object.entries(prices).map(([usageClass, text]) => {
      const price = parsePricePerMillion(text);
      if (price === null) throw new Error(`The public price ${text} of ${usageClass} is no number`);
      return [usageClass, formatUnitPrice(price)];
    }),
  );
}
