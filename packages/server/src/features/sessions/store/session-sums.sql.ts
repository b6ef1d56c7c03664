import { z } from 'zod';
import { CURRENT_OBSERVATIONS, CURRENT_TRACES, STEPS_AROUND } from '#features/traces';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { LAST_END } from './session-columns.ts';

export interface SumSessions {
  /** The times of the sessions' traces. */
  scope: ProjectScope;
  sessionIds: readonly string[];
}

/** What the sessions of a page took, over all steps of their traces. */
export function sumSessionsSql({ scope, sessionIds }: SumSessions): Sql {
  const around = widen(scope, STEPS_AROUND);
  return sql`SELECT session_id, sum(steps.errors) AS errors, sum(steps.input) AS input_tokens, sum(steps.output) AS output_tokens,
  sum(steps.tokens) AS tokens, toString(sum(steps.cost)) AS cost_text,
  toUnixTimestamp64Micro(max(steps.last_end)) AS last_end_us
FROM (
    SELECT id, session_id FROM ${CURRENT_TRACES}
    WHERE ${inScope(scope, sql`timestamp`)} AND session_id IN ${param.strings(sessionIds)}
  ) AS one
INNER JOIN (
    SELECT trace_id, countIf(level = 'ERROR') AS errors, sum(input_tokens) AS input, sum(output_tokens) AS output,
      sum(total_tokens) AS tokens, sum(total_cost) AS cost, max(${LAST_END}) AS last_end
    FROM ${CURRENT_OBSERVATIONS}
    WHERE ${inScope(around, sql`start_time`)} AND trace_id IN (
      SELECT id FROM ${CURRENT_TRACES} WHERE ${inScope(scope, sql`timestamp`)} AND session_id IN ${param.strings(sessionIds)})
    GROUP BY trace_id
  ) AS steps ON steps.trace_id = one.id
GROUP BY session_id`;
}

const Row = z.object({
  session_id: z.string(),
  errors: z.number(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  tokens: z.number(),
  cost_text: z.string(),
  last_end_us: z.number(),
});
export type SessionSums = z.infer<typeof Row>;

/** By session id; a session whose traces have no steps is not in it. */
export async function sumSessions(
  ch: ClickHouse,
  sum: SumSessions,
  queryClass: QueryClass,
): Promise<Map<string, SessionSums>> {
  if (sum.sessionIds.length === 0) return new Map();
  const rows = await ch.query({
    sql: sumSessionsSql(sum),
    schema: Row,
    class: queryClass,
    who: 'sessions.sums',
    projectId: sum.scope.projectId,
  });
  return new Map(rows.map((row) => [row.session_id, row]));
}
