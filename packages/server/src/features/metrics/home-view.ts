import type { Buckets } from '#domain/time-range';
import type { StepSum } from './store/step-sums.sql.ts';
import type { TraceSum } from './store/trace-sums.sql.ts';

/** Durations in seconds, money in US dollars, times in milliseconds since 1970. */
export interface HomeView {
  totals: HomeTotals;
  /** Every bar of the range, empty ones too. */
  buckets: HomeBucket[];
  /** Width of a bar. */
  bucketMs: number;
  /** Dearest first. */
  models: { name: string; calls: number; tokens: number; cost: number }[];
  /** Most frequent names first. */
  traces: { name: string; count: number; errors: number; cost: number; latencyP95: number | null }[];
  environments: { name: string; traces: number; errors: number; cost: number }[];
}

export interface HomeTotals {
  traces: number;
  observations: number;
  /** Observations at level ERROR. */
  errors: number;
  /** Null when no trace names its user. Close, not exact, above some ten thousand. */
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

const TOP = 10;

export function homeView(bars: Buckets, traces: readonly TraceSum[], steps: readonly StepSum[]): HomeView {
  return {
    totals: totalsOf(
      traces.find(({ part }) => part === 'all'),
      steps.find(({ part }) => part === 'all'),
    ),
    buckets: bucketsOf(bars, traces, steps),
    bucketMs: bars.stepUs / 1000,
    models: steps
      .filter(({ part, model }) => part === 'model' && model !== '')
      .slice(0, TOP)
      .map((sum) => ({ name: sum.model, calls: sum.steps, tokens: sum.tokens, cost: Number(sum.cost) })),
    traces: traces
      .filter(({ part, name }) => part === 'name' && name !== '')
      .slice(0, TOP)
      .map((sum) => ({
        name: sum.name,
        count: sum.traces,
        errors: sum.errors,
        cost: Number(sum.cost),
        latencyP95: seconds(sum.latency[1]),
      })),
    environments: environmentsOf(traces, steps),
  };
}

function totalsOf(traces: TraceSum | undefined, steps: StepSum | undefined): HomeTotals {
  return {
    traces: traces?.traces ?? 0,
    observations: steps?.steps ?? 0,
    errors: steps?.errors ?? 0,
    users: traces?.users || null,
    cost: Number(steps?.cost ?? 0),
    inputTokens: steps?.input_tokens ?? 0,
    outputTokens: steps?.output_tokens ?? 0,
    latencyP50: seconds(traces?.latency[0]),
    latencyP95: seconds(traces?.latency[1]),
  };
}

function bucketsOf(bars: Buckets, traces: readonly TraceSum[], steps: readonly StepSum[]): HomeBucket[] {
  const tracesByBar = new Map(traces.filter(({ part }) => part === 'bar').map((sum) => [sum.bar_us, sum]));
  const stepsByBar = new Map(steps.filter(({ part }) => part === 'bar').map((sum) => [sum.bar_us, sum]));
  return bars.startsUs.map((startUs) => {
    const {
      traces: count,
      observations,
      errors,
      cost,
      latencyP50,
      latencyP95,
    } = totalsOf(tracesByBar.get(startUs), stepsByBar.get(startUs));
    return { start: startUs / 1000, traces: count, observations, errors, cost, latencyP50, latencyP95 };
  });
}

/** Busiest first. */
function environmentsOf(traces: readonly TraceSum[], steps: readonly StepSum[]): HomeView['environments'] {
  const counts = new Map(
    traces.filter(({ part }) => part === 'environment').map((sum) => [sum.environment, sum.traces]),
  );
  const sums = new Map(steps.filter(({ part }) => part === 'environment').map((sum) => [sum.environment, sum]));
  return [...new Set([...counts.keys(), ...sums.keys()])]
    .map((name) => ({
      name,
      traces: counts.get(name) ?? 0,
      errors: sums.get(name)?.errors ?? 0,
      cost: Number(sums.get(name)?.cost ?? 0),
    }))
    .sort((a, b) => b.traces - a.traces || b.cost - a.cost || (a.name < b.name ? -1 : 1))
    .slice(0, TOP);
}

function seconds(micros: number | null | undefined): number | null {
  return micros === null || micros === undefined ? null : micros / 1_000_000;
}
