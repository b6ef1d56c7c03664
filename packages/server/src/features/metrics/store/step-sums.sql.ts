import { z } from 'zod';
import { CURRENT_OBSERVATIONS } from '#features/traces';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import type { Sums } from './trace-sums.sql.ts';

const MAX_GROUPS = 100;

/** Steps by bar, by model, by environment and altogether, in one pass. */
export function stepSumsSql({ scope, environments, stepUs }: Sums): Sql {
  const narrowed = environments.length > 0 ? sql` AND environment IN ${param.strings(environments)}` : EMPTY;
  return sql`SELECT multiIf(grouping(bar_us) = 0, 'bar', grouping(model) = 0, 'model', grouping(environment) = 0, 'environment', 'all') AS part,
  bar_us, model, environment, count() AS steps, countIf(level = 'ERROR') AS errors, sum(input_tokens) AS input_tokens,
  sum(output_tokens) AS output_tokens, sum(total_tokens) AS tokens, toString(sum(total_cost)) AS cost
FROM (
  SELECT intDiv(toUnixTimestamp64Micro(start_time), ${param.int(stepUs)}) * ${param.int(stepUs)} AS bar_us,
    model, environment, level, input_tokens, output_tokens, total_tokens, total_cost
  FROM ${CURRENT_OBSERVATIONS} WHERE ${inScope(scope, sql`start_time`)}${narrowed}
)
GROUP BY GROUPING SETS ((bar_us), (model), (environment), ())
ORDER BY part, sum(total_cost) DESC, steps DESC, model, environment LIMIT ${param.int(MAX_GROUPS)} BY part`;
}

const Row = z.object({
  part: z.enum(['bar', 'model', 'environment', 'all']),
  bar_us: z.number(),
  model: z.string(),
  environment: z.string(),
  steps: z.number(),
  errors: z.number(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  tokens: z.number(),
  /** US dollars, exact. */
  cost: z.string(),
});
export type StepSum = z.infer<typeof Row>;

export function sumSteps(ch: ClickHouse, sums: Sums, queryClass: QueryClass): Promise<StepSum[]> {
  return ch.query({
    sql: stepSumsSql(sums),
    schema: Row,
    class: queryClass,
    who: 'metrics.steps',
    projectId: sums.scope.projectId,
  });
}
