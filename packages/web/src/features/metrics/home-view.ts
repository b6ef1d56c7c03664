/** What the home page draws. Durations in seconds, money in US dollars, times in milliseconds. */
export interface HomeView {
  totals: HomeTotalsView;
  buckets: readonly HomeBucket[];
  models: readonly { name: string; calls: number; tokens: number; cost: number }[];
  traces: readonly { name: string; count: number; errors: number; cost: number; latencyP95: number | null }[];
  environments: readonly { name: string; traces: number; errors: number; cost: number }[];
}

export interface HomeTotalsView {
  traces: number;
  observations: number;
  /** Observations at level ERROR. */
  errors: number;
  users: number | null;
  cost: number;
  inputTokens: number;
  outputTokens: number;
  latencyP50: number | null;
  latencyP95: number | null;
}

export interface HomeBucket {
  start: number;
  traces: number;
  observations: number;
  errors: number;
  cost: number;
  latencyP50: number | null;
  latencyP95: number | null;
}
