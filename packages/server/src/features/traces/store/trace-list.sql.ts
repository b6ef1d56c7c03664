import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { TextMap } from '#platform/clickhouse/map-columns';
import { readNewestFirst } from '#platform/clickhouse/newest-first';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql, us } from '#platform/clickhouse/sql';
import type { Sql, SqlParam } from '#platform/clickhouse/sql';
import { AGGREGATES, STEPS_AROUND } from './aggregate-column.ts';
import type { Aggregate } from './aggregate-column.ts';

export type TraceOrder =
  | { by: 'timestamp'; direction: 'asc' | 'desc' }
  | { by: 'text'; column: Sql; direction: 'asc' | 'desc' }
  | { by: 'aggregate'; aggregate: Aggregate; direction: 'asc' | 'desc' };

/** Place of a row in its order. `key` is what it is sorted by before its time. */
export interface TracePlace {
  key: string | number;
  timestampUs: number;
  id: string;
}

export interface FindTraces {
  scope: ProjectScope;
  /** Given the part of the scope that is read, so that what it looks up is no wider than that part. */
  where(part: ProjectScope): Sql;
  order: TraceOrder;
  after?: TracePlace;
  limit: number;
  offset?: number;
  withMetadata: boolean;
  /** Whole payloads instead of their beginnings. */
  withPayload: boolean;
}

/** One read of a part of the scope. FINAL, since a trace's row is written anew whenever more is known of it. */
export function findTracesSql(find: FindTraces): Sql {
  const direction = find.order.direction === 'asc' ? sql`ASC` : sql`DESC`;
  const key = keySql(find.order);
  return sql`SELECT ${traceFields(find)}, ${key ?? sql`0`} AS sort_key
FROM traces FINAL${find.order.by === 'aggregate' ? stepsJoin(find.scope, find.order.aggregate) : EMPTY}
WHERE ${inScope(find.scope, sql`timestamp`)} AND ${find.where(find.scope)}${afterSql(find)}
ORDER BY ${key === null ? EMPTY : sql`sort_key ${direction}, `}timestamp ${direction}, id ${direction}
LIMIT ${param.int(find.limit)} OFFSET ${param.int(find.offset ?? 0)}`;
}

/** Newest first is read in steps back from the anchor; every other order has to look at all of the scope. */
export async function findTraces(
  ch: ClickHouse,
  find: FindTraces & { anchorUs: number },
  queryClass: QueryClass,
): Promise<FoundTrace[]> {
  const run = (part: FindTraces) =>
    ch.query({
      sql: findTracesSql(part),
      schema: FoundTrace,
      class: queryClass,
      who: 'traces.list',
      projectId: find.scope.projectId,
    });
  const isNewestFirst = find.order.by === 'timestamp' && find.order.direction === 'desc' && !find.offset;
  if (!isNewestFirst) return run(find);
  return readNewestFirst({ ...find, read: (scope, limit) => run({ ...find, scope, limit }) });
}

function keySql(order: TraceOrder): Sql | null {
  if (order.by === 'timestamp') return null;
  return order.by === 'text' ? order.column : sql`ifNull(toFloat64(steps.aggregate), -1)`;
}

function stepsJoin(scope: ProjectScope, aggregate: Aggregate): Sql {
  return sql` LEFT JOIN (
    SELECT trace_id, toNullable(toFloat64(${AGGREGATES[aggregate]})) AS aggregate FROM observations FINAL
    WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} GROUP BY trace_id
  ) AS steps ON steps.trace_id = traces.id`;
}

function afterSql({ after, order }: FindTraces): Sql {
  if (!after) return EMPTY;
  const beyond = order.direction === 'asc' ? sql`>` : sql`<`;
  const key = keySql(order);
  const place = sql`${us(after.timestampUs)}, ${param.string(after.id)}`;
  if (key === null) return sql` AND (timestamp, id) ${beyond} (${place})`;
  return sql` AND (${key}, timestamp, id) ${beyond} (${keyParam(after.key)}, ${place})`;
}

function keyParam(key: string | number): SqlParam {
  return typeof key === 'string' ? param.string(key) : param.float(key);
}

export function traceFields(find: { withMetadata: boolean; withPayload: boolean }): Sql {
  const payload = find.withPayload
    ? sql`input AS input_text, output AS output_text`
    : sql`if(isNull(input_length), NULL, input_preview) AS input_text, if(isNull(output_length), NULL, output_preview) AS output_text`;
  return sql`id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, name, user_id, session_id, tags, release, version,
    environment, is_public, bookmarked, ${payload}, ${find.withMetadata ? sql`metadata` : sql`map()`} AS metadata_map,
    toUnixTimestamp64Micro(ingested_at) AS ingested_us`;
}

export const TraceRow = z.object({
  id: z.string(),
  timestamp_us: z.number(),
  name: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  tags: z.array(z.string()),
  release: z.string(),
  version: z.string(),
  environment: z.string(),
  is_public: z.boolean(),
  bookmarked: z.boolean(),
  input_text: z.string().nullable(),
  output_text: z.string().nullable(),
  metadata_map: TextMap,
  ingested_us: z.number(),
});
export type TraceRow = z.infer<typeof TraceRow>;

export const FoundTrace = TraceRow.extend({ sort_key: z.union([z.string(), z.number()]) });
export type FoundTrace = z.infer<typeof FoundTrace>;
