/** One figure of a benchmark, against its budget where there is one. */
export interface Measurement {
  what: string;
  value: number;
  unit: 'ratio' | 'ms' | 's' | 'MB' | '%' | 'per second' | 'count' | 'bytes';
  /** Least and greatest of the repetitions, where there were some. */
  spread?: readonly [number, number];
  budget?: { atLeast: number } | { below: number };
  /** How it came about, in a few words. */
  note?: string;
  /** Why the budget is missed, where it is and the reason is known. */
  reason?: string;
}

export function isMet({ value, budget }: Measurement): boolean | null {
  if (!budget) return null;
  return 'atLeast' in budget ? value >= budget.atLeast : value < budget.below;
}
