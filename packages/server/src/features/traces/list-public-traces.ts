import { z } from 'zod';
import { IsoTime } from '@tidemark/contract/columns/list-input';
import { CombinedFilter } from '@tidemark/contract/filter';
import { TRACE_FIELD_GROUPS } from '@tidemark/contract/rest/traces';
import type { PublicTrace } from '@tidemark/contract/rest/traces';
import { scoresOf } from '#features/scores';
import type { ProjectCtx } from '#kernel/ctx';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { publicTrace, traceHtmlPath } from './public-trace.ts';
import { publicTraceOrder } from './public-trace-order.ts';
import { countRows } from './store/count-rows.sql.ts';
import { findTracesById } from './store/find-trace.sql.ts';
import { idsOfTraces } from './store/ids-of-traces.sql.ts';
import { aggregateTraces } from './store/trace-aggregates.sql.ts';
import { findTraces } from './store/trace-list.sql.ts';
import type { FoundTrace } from './store/trace-list.sql.ts';
import { traceWhere } from './trace-where.ts';

export interface ListedTrace extends PublicTrace {
  htmlPath: string;
  latency: number;
  totalCost: number;
  observations: string[];
  scores: string[];
}

const Groups = z.array(z.enum(TRACE_FIELD_GROUPS));
type Groups = z.infer<typeof Groups>;

/** A numbered page of traces for the public API, with the number of all. */
export const listPublicTraces = read({
  input: z.object({
    from: IsoTime.optional(),
    to: IsoTime.optional(),
    filter: CombinedFilter,
    orderBy: z.string().optional(),
    groups: Groups,
    page: z.number().int().min(1),
    limit: z.number().int().min(1).max(100),
  }),
  permission: 'traces:read',
  async run(ctx, input): Promise<{ rows: ListedTrace[]; count: number }> {
    const scope = scopeOf(ctx.projectId, input);
    const where = (part: ProjectScope) => traceWhere(part, { filter: input.filter, environments: [] });
    // Once up front: a filter that is refused while a query already runs would leave that query's rejection unheard.
    const whole = where(scope);
    const queryClass = queryClassOf(ctx.actor);
    const find = {
      scope,
      where,
      order: publicTraceOrder(input.orderBy),
      anchorUs: ctx.clock.nowUs(),
      limit: input.limit,
      offset: (input.page - 1) * input.limit,
      withMetadata: false,
      withPayload: false,
    };
    const [found, count] = await Promise.all([
      findTraces(ctx.ch, find, queryClass),
      countRows(ctx.ch, { table: 'traces', scope, where: whole }, queryClass),
    ]);
    return { rows: await complete(ctx, found, input.groups), count };
  },
});

/** What the groups ask for beyond the trace's own row, each by one query for the whole page. */
async function complete(ctx: ProjectCtx, found: readonly FoundTrace[], groups: Groups): Promise<ListedTrace[]> {
  if (found.length === 0) return [];
  const { ch, projectId } = ctx;
  const queryClass = queryClassOf(ctx.actor);
  const traceIds = found.map((row) => row.id);
  const times = found.map((row) => row.timestamp_us);
  const steps = { scope: { projectId, fromUs: Math.min(...times), toUs: Math.max(...times) + 1 }, traceIds };
  const withPayload = groups.includes('io');
  const [whole, ids, metrics, scores] = await Promise.all([
    withPayload ? findTracesById(ch, { projectId, ids: traceIds, withPayload }, queryClass) : null,
    groups.includes('observations') ? idsOfTraces(ch, steps, queryClass) : null,
    groups.includes('metrics') ? aggregateTraces(ch, steps, queryClass) : null,
    groups.includes('scores') ? scoresOf(ch, { projectId, kind: 'trace', ids: traceIds }, queryClass) : [],
  ]);
  const scoresById = Map.groupBy(scores, (score) => score.trace_id);
  return found.map((row) => ({
    ...publicTrace(whole?.get(row.id) ?? row, { projectId, withPayload }),
    htmlPath: traceHtmlPath(projectId, row.id),
    latency: metrics ? (metrics.get(row.id)?.latency ?? 0) : -1,
    totalCost: metrics ? Number(metrics.get(row.id)?.sum_total_cost ?? 0) : -1,
    observations: ids?.get(row.id) ?? [],
    scores: (scoresById.get(row.id) ?? []).map((score) => score.id),
  }));
}
