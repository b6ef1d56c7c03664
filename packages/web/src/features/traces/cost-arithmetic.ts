import type { CostLineView, ObservationView } from './trace-types.ts';

/** A line of the cost table; `price` is null when the client reported the cost itself. */
export interface CostRow {
  usageType: string;
  units: number | null;
  price: string | null;
  cost: string | null;
}

export interface CostTable {
  rows: CostRow[];
  totalUnits: number | null;
  totalCost: string | null;
  /** Who priced it: the price list, the client, or nobody. */
  pricedBy: 'list' | 'client' | 'nobody';
}

/** Usage and cost side by side: every class that was counted, priced or not, and the totals as they were stored. */
export function costTable(view: Pick<ObservationView, 'usage' | 'cost' | 'costLines' | 'providedCost'>): CostTable {
  const lines = new Map(view.costLines.map((line) => [line.usageType, line]));
  const types = new Set([...Object.keys(view.usage), ...lines.keys(), ...Object.keys(view.cost)]);
  types.delete('total');
  const rows = [...types].sort(byKind).map((type) => rowOf(type, lines.get(type), view));
  const client = Object.keys(view.providedCost).length > 0;
  return {
    rows,
    totalUnits: view.usage['total'] ?? null,
    totalCost: view.cost['total'] ?? null,
    pricedBy: client ? 'client' : lines.size > 0 ? 'list' : 'nobody',
  };
}

function rowOf(type: string, line: CostLineView | undefined, view: Pick<ObservationView, 'usage' | 'cost'>): CostRow {
  return {
    usageType: type,
    units: view.usage[type] ?? line?.units ?? null,
    price: line === undefined || line.price === '' ? null : line.price,
    cost: line?.cost ?? view.cost[type] ?? null,
  };
}

/** Input classes first, then output, then what else was counted. */
function byKind(a: string, b: string): number {
  const rank = (type: string): number => (type.startsWith('input') ? 0 : type.startsWith('output') ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** Dollars for a million units, as vendors publish prices: `$2.50`. Exact for up to 12 decimal places. */
export function pricePerMillion(price: string): string {
  const [whole = '0', fraction = ''] = price.split('.');
  const digits = `${whole}${fraction.slice(0, 6).padEnd(6, '0')}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(6).replace(/0+$/, '').padEnd(2, '0');
  return `$${Number(digits).toLocaleString('en-US')}.${rest}`;
}

/** Exact dollars without trailing zeros, at least two decimals: `$0.00812`, `$0.50`. */
export function exactDollars(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `$${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}
