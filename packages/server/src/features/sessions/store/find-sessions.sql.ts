import { z } from 'zod';
import { CURRENT_OBSERVATIONS, CURRENT_TRACES, STEPS_AROUND } from '#features/traces';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { LAST_END } from './session-columns.ts';

export interface SessionSelection {
  scope: ProjectScope;
  /** Tests of single traces: which of them count. */
  where: Sql;
  /** Tests of whole sessions. */
  having: Sql;
  /** True when `having` or the order speak of steps. */
  readsSteps: boolean;
}

export interface FindSessions extends SessionSelection {
  order: { key: Sql; direction: 'asc' | 'desc' };
  after?: { key: number; id: string };
  limit: number;
  offset?: number;
}

/** Sessions are what traces with one session id have in common; no table holds them. */
export function findSessionsSql(find: FindSessions): Sql {
  const direction = find.order.direction === 'asc' ? sql`ASC` : sql`DESC`;
  return sql`SELECT session_id, toUnixTimestamp64Micro(min(timestamp)) AS first_us,
  toUnixTimestamp64Micro(max(timestamp)) AS last_us, count() AS trace_count,
  groupUniqArrayIf(100)(user_id, user_id != '') AS user_ids, argMax(environment, timestamp) AS last_environment,
  toFloat64(${find.order.key}) AS sort_key
${grouped(find)}${afterSql(find)}
ORDER BY sort_key ${direction}, session_id ${direction}
LIMIT ${param.int(find.limit)} OFFSET ${param.int(find.offset ?? 0)}`;
}

function grouped({ scope, where, having, readsSteps }: SessionSelection): Sql {
  const steps = sql` LEFT JOIN (
    SELECT trace_id, countIf(level = 'ERROR') AS errors, sum(total_tokens) AS tokens, sum(total_cost) AS cost,
      max(${LAST_END}) AS last_end
    FROM ${CURRENT_OBSERVATIONS} WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} GROUP BY trace_id
  ) AS steps ON steps.trace_id = id`;
  return sql`FROM (
    SELECT id, session_id, timestamp, user_id, environment FROM ${CURRENT_TRACES}
    WHERE ${inScope(scope, sql`timestamp`)} AND session_id != '' AND ${where}
  ) AS one${readsSteps ? steps : EMPTY}
GROUP BY session_id HAVING ${having}`;
}

function afterSql({ after, order }: FindSessions): Sql {
  if (!after) return EMPTY;
  const beyond = order.direction === 'asc' ? sql`>` : sql`<`;
  return sql` AND (sort_key, session_id) ${beyond} (${param.float(after.key)}, ${param.string(after.id)})`;
}

const Row = z.object({
  session_id: z.string(),
  first_us: z.number(),
  last_us: z.number(),
  trace_count: z.number(),
  user_ids: z.array(z.string()),
  last_environment: z.string(),
  sort_key: z.number(),
});
export type SessionRow = z.infer<typeof Row>;

export function findSessions(ch: ClickHouse, find: FindSessions, queryClass: QueryClass): Promise<SessionRow[]> {
  return ch.query({
    sql: findSessionsSql(find),
    schema: Row,
    class: queryClass,
    who: 'sessions.list',
    projectId: find.scope.projectId,
  });
}

export async function countSessions(
  ch: ClickHouse,
  selection: SessionSelection,
  queryClass: QueryClass,
): Promise<number> {
  const [row] = await ch.query({
    sql: sql`SELECT count() AS n FROM (SELECT session_id ${grouped(selection)})`,
    schema: z.object({ n: z.number() }),
    class: queryClass,
    who: 'sessions.count',
    projectId: selection.scope.projectId,
  });
  return row?.n ?? 0;
}
