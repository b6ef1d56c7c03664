import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { STEPS_AROUND } from './aggregate-column.ts';
import type { AggregateTraces } from './trace-aggregates.sql.ts';

/** A page of the public API names the steps of each trace, in their order; one of a hundred thousand steps names the first of them. */
const MAX_IDS_PER_TRACE = 10_000;

export function idsOfTracesSql({ scope, traceIds }: AggregateTraces): Sql {
  return sql`SELECT trace_id, arrayMap(one -> one.2, groupArraySorted(${param.int(MAX_IDS_PER_TRACE)})((start_time, id))) AS ids FROM (
  SELECT trace_id, id, start_time, is_deleted FROM observations
  WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} AND trace_id IN ${param.strings(traceIds)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0 GROUP BY trace_id`;
}

export async function idsOfTraces(
  ch: ClickHouse,
  request: AggregateTraces,
  queryClass: QueryClass,
): Promise<Map<string, string[]>> {
  if (request.traceIds.length === 0) return new Map();
  const rows = await ch.query({
    sql: idsOfTracesSql(request),
    schema: z.object({ trace_id: z.string(), ids: z.array(z.string()) }),
    class: queryClass,
    who: 'traces.stepIds',
    projectId: request.scope.projectId,
  });
  return new Map(rows.map((row) => [row.trace_id, row.ids]));
}
