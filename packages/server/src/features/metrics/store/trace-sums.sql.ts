import { z } from 'zod';
import { CURRENT_OBSERVATIONS, CURRENT_TRACES, STEPS_AROUND } from '#features/traces';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export interface Sums {
  scope: ProjectScope;
  /** Empty for all. */
  environments: readonly string[];
  /** Width of a bar. */
  stepUs: number;
}

/** More names than anybody reads; the busiest come first. */
const MAX_GROUPS = 100;

/**
 * Traces by bar, by name, by environment and altogether, in one pass over the traces and one over their steps. Steps
 * are summed before they are joined, so that the join sees one small row for a trace.
 */
export function traceSumsSql({ scope, environments, stepUs }: Sums): Sql {
  const narrowed = environments.length > 0 ? sql` AND environment IN ${param.strings(environments)}` : EMPTY;
  return sql`SELECT multiIf(grouping(bar_us) = 0, 'bar', grouping(name) = 0, 'name', grouping(environment) = 0, 'environment', 'all') AS part,
  bar_us, name, environment, count() AS traces, uniqIf(user_id, user_id != '') AS users, sum(steps.errors) AS errors,
  toString(sum(steps.cost)) AS cost, quantilesTDigestIf(0.5, 0.95)(steps.latency_us, steps.found = 1) AS latency
FROM (
  SELECT id, name, environment, user_id, intDiv(toUnixTimestamp64Micro(timestamp), ${param.int(stepUs)}) * ${param.int(stepUs)} AS bar_us
  FROM ${CURRENT_TRACES} WHERE ${inScope(scope, sql`timestamp`)}${narrowed}
) AS own
LEFT JOIN (
  SELECT trace_id, 1 AS found, countIf(level = 'ERROR') AS errors, sum(total_cost) AS cost,
    toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time)) AS latency_us
  FROM ${CURRENT_OBSERVATIONS} WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} GROUP BY trace_id
) AS steps ON steps.trace_id = own.id
GROUP BY GROUPING SETS ((bar_us), (name), (environment), ())
ORDER BY part, traces DESC, name, environment LIMIT ${param.int(MAX_GROUPS)} BY part`;
}

const Row = z.object({
  part: z.enum(['bar', 'name', 'environment', 'all']),
  bar_us: z.number(),
  name: z.string(),
  environment: z.string(),
  traces: z.number(),
  users: z.number(),
  errors: z.number(),
  cost: z.string(),
  /** Microseconds at p50 and p95; null when no trace of the group has steps. */
  latency: z.tuple([z.number().nullable(), z.number().nullable()]),
});
export type TraceSum = z.infer<typeof Row>;

export function sumTraces(ch: ClickHouse, sums: Sums, queryClass: QueryClass): Promise<TraceSum[]> {
  return ch.query({
    sql: traceSumsSql(sums),
    schema: Row,
    class: queryClass,
    who: 'metrics.traces',
    projectId: sums.scope.projectId,
  });
}
