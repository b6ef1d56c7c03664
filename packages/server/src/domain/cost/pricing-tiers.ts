import { RE2JS } from 're2js';
import { AppError } from '../errors.ts';
import type { UnitPrice } from './money.ts';
import { parseUnitPrice } from './money.ts';
import type { ClassUsage } from './usage-class.ts';
import { usageClassOf } from './usage-class.ts';

export const COMPARISONS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
type Comparison = (typeof COMPARISONS)[number];

/** The sum of the usage whose key or class matches the pattern, compared with a number. */
interface UsageCondition {
  usage: string;
  caseSensitive?: boolean;
  op: Comparison;
  value: number;
}

/** A model parameter, or a metadata entry, that has one of these values. */
interface ParameterCondition {
  source: 'parameters' | 'metadata';
  key: string;
  in: readonly string[];
}

export type TierCondition = UsageCondition | ParameterCondition;

/** Prices that hold when all conditions do. US dollars per unit, decimal text, by usage class. */
export interface PricingTier {
  id: string;
  name: string;
  conditions: readonly TierCondition[];
  prices: Readonly<Record<string, string>>;
}

/** What a tier is chosen by. `modelParameters` is the JSON text of an object, or empty. */
interface TierFacts {
  usage: readonly ClassUsage[];
  modelParameters: string;
  metadata: Readonly<Record<string, string>>;
}

export interface CompiledTier {
  id: string;
  name: string;
  /** By the key that was declared and by its class. */
  prices: ReadonlyMap<string, UnitPrice>;
  holds(facts: TierFacts): boolean;
}

/**
 * Tiers as they are tried: in the given order, the one without conditions last. Throws `invalid` when a pattern or a
 * price cannot be read, or when there is not exactly one tier without conditions.
 */
export function compileTiers(tiers: readonly PricingTier[]): CompiledTier[] {
  const standard = tiers.filter((tier) => tier.conditions.length === 0);
  if (standard.length !== 1) throw new AppError('invalid', 'Exactly one pricing tier must have no conditions');
  return [...tiers.filter((tier) => tier.conditions.length > 0), ...standard].map(compileTier);
}

/** The first tier that holds. */
export function chooseTier(tiers: readonly CompiledTier[], facts: TierFacts): CompiledTier | null {
  return tiers.find((tier) => tier.holds(facts)) ?? null;
}

function compileTier(tier: PricingTier): CompiledTier {
  const tests = tier.conditions.map(compileCondition);
  return {
    id: tier.id,
    name: tier.name,
    prices: compilePrices(tier),
    holds: (facts) => tests.every((test) => test(facts)),
  };
}

function compilePrices(tier: PricingTier): Map<string, UnitPrice> {
  const prices = new Map<string, UnitPrice>();
  for (const [usageType, text] of Object.entries(tier.prices)) {
    const price = parseUnitPrice(text);
    if (price === null || price < 0n)
      throw new AppError('invalid', `The price of ${usageType} in tier ${tier.name} is not a non-negative number`);
    prices.set(usageType, price);
    if (!prices.has(usageClassOf(usageType))) prices.set(usageClassOf(usageType), price);
  }
  return prices;
}

type Test = (facts: TierFacts) => boolean;

function compileCondition(condition: TierCondition): Test {
  return 'usage' in condition ? compileUsage(condition) : compileParameter(condition);
}

function compileUsage(condition: UsageCondition): Test {
  const pattern = compilePattern(condition.usage, condition.caseSensitive === true ? 0 : RE2JS.CASE_INSENSITIVE);
  const compare = COMPARE[condition.op];
  return ({ usage }) => {
    let sum = 0;
    for (const part of usage) if (pattern.test(part.usageType) || pattern.test(part.usageClass)) sum += part.units;
    return compare(sum, condition.value);
  };
}

function compileParameter(condition: ParameterCondition): Test {
  const wanted = new Set(condition.in);
  return (facts) => {
    const value =
      condition.source === 'metadata'
        ? own(facts.metadata, condition.key)
        : own(readObject(facts.modelParameters), condition.key);
    return isScalar(value) && wanted.has(String(value));
  };
}

/** Anything else that a client sent would be asked for its text itself, and could throw. */
function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const MAX_PATTERN_LENGTH = 1000;

/** RE2 syntax: linear time on any input. Throws `invalid` with the reason when it does not compile. */
export function compilePattern(pattern: string, flags = 0): RE2JS {
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new AppError('invalid', `A pattern has at most ${MAX_PATTERN_LENGTH} characters`);
  try {
    return RE2JS.compile(pattern, flags);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw new AppError('invalid', `The pattern is not valid RE2 syntax: ${reason}`, { cause });
  }
}

const COMPARE: Record<Comparison, (left: number, right: number) => boolean> = {
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  eq: (left, right) => left === right,
  neq: (left, right) => left !== right,
};

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function readObject(text: string): Record<string, unknown> {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
