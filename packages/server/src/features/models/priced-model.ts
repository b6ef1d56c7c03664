import { compilePattern, compileTiers } from '#domain/cost/pricing-tiers';
import type { CompiledTier, PricingTier } from '#domain/cost/pricing-tiers';

/** A model and what it costs, as it is declared: by the price list, or by a project. */
export interface ModelDefinition {
  id: string;
  name: string;
  /** RE2 syntax, found anywhere in the model name of an observation. */
  pattern: string;
  /** Holds for observations that started at this time (microseconds) or later; null: for all. */
  startUs: number | null;
  tiers: readonly PricingTier[];
}

/** A model that is ready to be matched and priced. */
export interface PricedModel extends Omit<ModelDefinition, 'tiers'> {
  /** For `priceObservation`: in the order they are tried, the standard tier last. */
  tiers: readonly CompiledTier[];
  matches(modelName: string): boolean;
}

/** Throws `invalid` when a pattern or price cannot be read. */
export function compileModel(model: ModelDefinition): PricedModel {
  const pattern = compilePattern(model.pattern);
  return { ...model, tiers: compileTiers(model.tiers), matches: (modelName) => pattern.test(modelName) };
}
