import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { TraceRow, traceFields } from './trace-list.sql.ts';

export interface FindTracesById {
  projectId: string;
  ids: readonly string[];
  withPayload: boolean;
}

/** An id says nothing of the time, so the bloom filter over all of the project's history has to find it. */
export function findTracesByIdSql({ projectId, ids, withPayload }: FindTracesById): Sql {
  return sql`SELECT * FROM (
  SELECT ${traceFields({ withMetadata: withPayload, withPayload })}, is_deleted FROM traces
  WHERE project_id = ${param.string(projectId)} AND id IN ${param.strings(ids)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(timestamp), id
)
WHERE is_deleted = 0 LIMIT 1 BY id`;
}

export async function findTracesById(
  ch: ClickHouse,
  find: FindTracesById,
  queryClass: QueryClass,
): Promise<Map<string, TraceRow>> {
  if (find.ids.length === 0) return new Map();
  const rows = await ch.query({
    sql: findTracesByIdSql(find),
    schema: TraceRow,
    class: queryClass,
    who: 'traces.byId',
    projectId: find.projectId,
  });
  return new Map(rows.map((row) => [row.id, row]));
}
