import { Level } from '@tidemark/contract/telemetry';
import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { AGGREGATES, STEPS_AROUND } from './aggregate-column.ts';

export interface AggregateTraces {
  /** The times of the traces; their steps are looked for around it. */
  scope: ProjectScope;
  traceIds: readonly string[];
}

/**
 * The newest version of every step of these traces, found by the bloom filter on the trace id. LIMIT 1 BY the sorting
 * key after newest-first order is what FINAL means, at a fifth of its price for a few traces; deleted steps have to be
 * dropped outside of it, or an older version would come back.
 */
export function aggregateTracesSql({ scope, traceIds }: AggregateTraces): Sql {
  return sql`SELECT trace_id, ${AGGREGATES.observationCount} AS observation_count, ${AGGREGATES.errorCount} AS error_count,
    ${AGGREGATES.warningCount} AS warning_count, ${AGGREGATES.level} AS worst_level, ${AGGREGATES.latency} AS latency,
    ${AGGREGATES.inputTokens} AS sum_input_tokens, ${AGGREGATES.outputTokens} AS sum_output_tokens,
    ${AGGREGATES.totalTokens} AS sum_total_tokens, toString(${AGGREGATES.totalCost}) AS sum_total_cost
FROM (
  SELECT trace_id, start_time, end_time, level, input_tokens, output_tokens, total_tokens, total_cost, is_deleted
  FROM observations
  WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} AND trace_id IN ${param.strings(traceIds)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0
GROUP BY trace_id`;
}

const Row = z.object({
  trace_id: z.string(),
  observation_count: z.number(),
  error_count: z.number(),
  warning_count: z.number(),
  worst_level: Level,
  latency: z.number(),
  sum_input_tokens: z.number(),
  sum_output_tokens: z.number(),
  sum_total_tokens: z.number(),
  sum_total_cost: z.string(),
});
export type TraceAggregates = z.infer<typeof Row>;

/** By trace id; a trace without steps is not in it. */
export async function aggregateTraces(
  ch: ClickHouse,
  request: AggregateTraces,
  queryClass: QueryClass,
): Promise<Map<string, TraceAggregates>> {
  if (request.traceIds.length === 0) return new Map();
  const rows = await ch.query({
    sql: aggregateTracesSql(request),
    schema: Row,
    class: queryClass,
    who: 'traces.aggregate',
    projectId: request.scope.projectId,
  });
  return new Map(rows.map((row) => [row.trace_id, row]));
}
