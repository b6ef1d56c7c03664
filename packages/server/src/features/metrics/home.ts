import { ListScope } from '@tidemark/contract/columns/list-input';
import { chartBuckets, closeRange } from '#domain/time-range';
import type { TimeRange } from '#domain/time-range';
import type { ProjectCtx } from '#kernel/ctx';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { homeView } from './home-view.ts';
import type { HomeView } from './home-view.ts';
import { findFirstTrace } from './store/first-trace.sql.ts';
import { sumSteps } from './store/step-sums.sql.ts';
import { sumTraces } from './store/trace-sums.sql.ts';

const MAX_BARS = 60;
/** Of an open range of a project in which nothing happened. */
const DEFAULT_DAYS = 7;

/**
 * How a project did over a time range: how much, how dear, how fast, how often it failed. Traces and their latency
 * count when the trace began; steps, errors, tokens and cost when the step began, so that a trace that runs for days
 * costs on each of them.
 */
export const home = read({
  input: ListScope.pick({ from: true, to: true, environments: true }),
  permission: 'traces:read',
  async run(ctx, input): Promise<HomeView> {
    const asked = scopeOf(ctx.projectId, input);
    const range = await rangeOf(ctx, asked);
    const bars = chartBuckets(range, MAX_BARS);
    const sums = {
      scope: { projectId: ctx.projectId, ...range },
      environments: input.environments,
      stepUs: bars.stepUs,
    };
    const queryClass = queryClassOf(ctx.actor);
    const [traces, steps] = await Promise.all([
      sumTraces(ctx.ch, sums, queryClass),
      sumSteps(ctx.ch, sums, queryClass),
    ]);
    return homeView(bars, traces, steps);
  },
});

/** A range without a beginning begins with the project's first trace. */
async function rangeOf(ctx: ProjectCtx, asked: ProjectScope): Promise<TimeRange> {
  const fromUs = asked.fromUs ?? (await findFirstTrace(ctx.ch, asked, queryClassOf(ctx.actor)));
  return closeRange({ fromUs, toUs: asked.toUs }, { nowUs: ctx.clock.nowUs(), defaultDays: DEFAULT_DAYS });
}
