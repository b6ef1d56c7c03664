import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { readNewestFirst } from '#platform/clickhouse/newest-first';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql, us } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export interface ObservationOrder {
  /** What to sort by before the time, never NULL; null for the time itself. */
  key: Sql | null;
  direction: 'asc' | 'desc';
}

/** Place of a row in its order. */
export interface ObservationPlace {
  key: string | number;
  startUs: number;
  traceId: string;
  id: string;
}

export interface FindObservationKeys {
  scope: ProjectScope;
  /** Given the part of the scope that is read, so that what it looks up is no wider than that part. */
  where(part: ProjectScope): Sql;
  order: ObservationOrder;
  after?: ObservationPlace;
  limit: number;
  offset?: number;
}

/**
 * Which observations are on a page, and nothing else of them: the columns that a list shows, payloads above all, are
 * then read for the rows of the page alone.
 */
export function findObservationKeysSql(find: FindObservationKeys): Sql {
  const direction = find.order.direction === 'asc' ? sql`ASC` : sql`DESC`;
  const key = find.order.key;
  return sql`SELECT trace_id, id, toUnixTimestamp64Micro(start_time) AS start_us, ${key ?? sql`0`} AS sort_key
FROM observations FINAL
WHERE ${inScope(find.scope, sql`start_time`)} AND ${find.where(find.scope)}${afterSql(find)}
ORDER BY ${key === null ? EMPTY : sql`sort_key ${direction}, `}start_time ${direction}, xxHash32(trace_id) ${direction}, trace_id ${direction}, id ${direction}
LIMIT ${param.int(find.limit)} OFFSET ${param.int(find.offset ?? 0)}`;
}

function afterSql({ after, order }: FindObservationKeys): Sql {
  if (!after) return EMPTY;
  const beyond = order.direction === 'asc' ? sql`>` : sql`<`;
  const traceId = param.string(after.traceId);
  const place = sql`${us(after.startUs)}, xxHash32(${traceId}), ${traceId}, ${param.string(after.id)}`;
  if (order.key === null) return sql` AND (start_time, xxHash32(trace_id), trace_id, id) ${beyond} (${place})`;
  const key = typeof after.key === 'string' ? param.string(after.key) : param.float(after.key);
  return sql` AND (${order.key}, start_time, xxHash32(trace_id), trace_id, id) ${beyond} (${key}, ${place})`;
}

const KeyRow = z.object({
  trace_id: z.string(),
  id: z.string(),
  start_us: z.number(),
  sort_key: z.union([z.string(), z.number()]),
});
export type ObservationKeyRow = z.infer<typeof KeyRow>;

/** Newest first is read in steps back from the anchor; every other order has to look at all of the scope. */
export async function findObservationKeys(
  ch: ClickHouse,
  find: FindObservationKeys & { anchorUs: number },
  queryClass: QueryClass,
): Promise<ObservationKeyRow[]> {
  const run = (part: FindObservationKeys) =>
    ch.query({
      sql: findObservationKeysSql(part),
      schema: KeyRow,
      class: queryClass,
      who: 'observations.list',
      projectId: find.scope.projectId,
    });
  const isNewestFirst = find.order.key === null && find.order.direction === 'desc' && !find.offset;
  if (!isNewestFirst) return run(find);
  return readNewestFirst({ ...find, read: (scope, limit) => run({ ...find, scope, limit }) });
}
