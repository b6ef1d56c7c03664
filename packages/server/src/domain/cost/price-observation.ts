import type { CostLine } from '../telemetry.ts';
import type { Money, UnitPrice } from './money.ts';
import { costOf, formatMoney, formatUnitPrice, MAX_MONEY, parseMoney } from './money.ts';
import type { CompiledTier } from './pricing-tiers.ts';
import { chooseTier } from './pricing-tiers.ts';
import type { ClassUsage } from './usage-class.ts';
import { classesToTry, countsTokens, totalOf, usageByClass, usageClassOf } from './usage-class.ts';

export interface CostFacts {
  /** By exclusive usage class, as the client reported it; `total` when the client gave one. */
  usage: Readonly<Record<string, number>>;
  /** US dollars as decimal text by usage class, as the client reported it. */
  providedCost: Readonly<Record<string, string>>;
  modelParameters: string;
  metadata: Readonly<Record<string, string>>;
  /** Tiers of the model that matched, in the order they are tried; null when no model did. */
  tiers: readonly CompiledTier[] | null;
}

export type CostFlag =
  /** A cost was over what the store holds and was cut to it. */
  | 'cost_clamped'
  /** A reported cost was negative or no number and was left out. */
  | 'cost_unreadable'
  /** The reported parts sum to more than the reported total; the total is believed. */
  | 'usage_exceeds_total';

export interface PricedObservation {
  /** The reported usage, with `total`. */
  usage: Record<string, number>;
  /** US dollars as decimal text by usage class, with `total`. Empty when nothing could be priced. */
  cost: Record<string, string>;
  /** The arithmetic behind `cost`. A line that the client reported has no price: see `isReportedLine`. */
  costLines: CostLine[];
  tier: { id: string; name: string } | null;
  flags: CostFlag[];
}

/** What an observation cost. What the client reported wins; else units × price of the tier that holds, exact to 12 places. */
export function priceObservation(facts: CostFacts): PricedObservation {
  const parts = usageByClass(facts.usage);
  const { usage, exceedsTotal } = withTotal(facts.usage, parts);
  const flags: CostFlag[] = exceedsTotal ? ['usage_exceeds_total'] : [];
  const reported = readReported(facts, flags);
  if (reported !== null) return { usage, ...reported, tier: null, flags };
  const tier = Object.keys(usage).length === 0 ? null : chooseTier(facts.tiers ?? [], { ...facts, usage: parts });
  if (tier === null) return { usage, cost: {}, costLines: [], tier: null, flags };
  const lines = priceParts(tier, { parts, total: usage['total'] ?? 0, exceedsTotal });
  return { usage, ...sumUp(lines, flags), tier: { id: tier.id, name: tier.name }, flags };
}

/** True for a line whose cost came from the client and not from units × price. */
export function isReportedLine(line: CostLine): boolean {
  return line.price === '';
}

function withTotal(
  reported: Readonly<Record<string, number>>,
  parts: readonly ClassUsage[],
): { usage: Record<string, number>; exceedsTotal: boolean } {
  const sum = parts.reduce((tokens, part) => tokens + (countsTokens(part.usageClass) ? part.units : 0), 0);
  const vendorTotal = totalOf(reported);
  if (vendorTotal === null && parts.length === 0) return { usage: {}, exceedsTotal: false };
  const usage = { ...Object.fromEntries(parts.map((part) => [part.usageType, part.units])), total: vendorTotal ?? sum };
  return { usage, exceedsTotal: vendorTotal !== null && sum > vendorTotal };
}

interface Line {
  usageType: string;
  units: number;
  price: UnitPrice | null;
  cost: Money;
}

function priceParts(tier: CompiledTier, usage: { parts: ClassUsage[]; total: number; exceedsTotal: boolean }): Line[] {
  const lines: Line[] = [];
  for (const { usageType, usageClass, units } of usage.parts) {
    // Parts that sum to more than the total overlap: a part is then charged only if it has a price of its own.
    const names = usage.exceedsTotal ? [usageType, usageClass] : [usageType, ...classesToTry(usageClass)];
    const price = firstPrice(tier, names);
    if (price !== undefined) lines.push({ usageType, units, price, cost: costOf(units, price) });
  }
  const perTotal = tier.prices.get('total');
  if (lines.length === 0 && perTotal !== undefined)
    lines.push({ usageType: 'total', units: usage.total, price: perTotal, cost: costOf(usage.total, perTotal) });
  return lines;
}

function firstPrice(tier: CompiledTier, names: readonly string[]): UnitPrice | undefined {
  for (const name of names) {
    const price = tier.prices.get(name);
    if (price !== undefined) return price;
  }
  return undefined;
}

function readReported(facts: CostFacts, flags: CostFlag[]): Pick<PricedObservation, 'cost' | 'costLines'> | null {
  const lines: Line[] = [];
  let total: Money | null = null;
  for (const [usageType, text] of Object.entries(facts.providedCost)) {
    const cost = parseMoney(text);
    if (cost === null || cost < 0n) pushOnce(flags, 'cost_unreadable');
    else if (usageClassOf(usageType) === 'total') total = cost;
    else lines.push({ usageType, units: unitsOf(facts.usage, usageType), price: null, cost });
  }
  if (lines.length === 0 && total === null) return null;
  if (lines.length === 0)
    lines.push({ usageType: 'total', units: totalOf(facts.usage) ?? 0, price: null, cost: total! });
  return sumUp(lines, flags, total);
}

function sumUp(lines: readonly Line[], flags: CostFlag[], givenTotal: Money | null = null) {
  if (lines.length === 0) return { cost: {}, costLines: [] };
  const clamp = (money: Money): Money => {
    if (money < MAX_MONEY) return money;
    pushOnce(flags, 'cost_clamped');
    return MAX_MONEY;
  };
  let sum: Money = 0n;
  const costLines = lines.map(({ usageType, units, price, cost: exact }) => {
    const money = clamp(exact);
    sum += money;
    return { usageType, units, price: price === null ? '' : formatUnitPrice(price), cost: formatMoney(money) };
  });
  const total = formatMoney(clamp(givenTotal ?? sum));
  return { cost: { ...Object.fromEntries(costLines.map((line) => [line.usageType, line.cost])), total }, costLines };
}

function unitsOf(usage: Readonly<Record<string, number>>, usageType: string): number {
  return Object.hasOwn(usage, usageType) ? usage[usageType]! : 0;
}

function pushOnce(flags: CostFlag[], flag: CostFlag): void {
  if (!flags.includes(flag)) flags.push(flag);
}
