import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { partFields } from './load-observations.sql.ts';
import { DETAIL_FIELDS, LINE_FIELDS, ObservationDetail } from './observation-fields.ts';
import type { ObservationDetailRow } from './observation-fields.ts';

export interface FindObservation {
  projectId: string;
  id: string;
  traceId?: string | undefined;
}

/** By id over all of history, by the bloom filters on both ids. */
export function findObservationSql({ projectId, id, traceId }: FindObservation): Sql {
  const ofTrace = traceId === undefined ? EMPTY : sql` AND trace_id = ${param.string(traceId)}`;
  return sql`SELECT * FROM (
  SELECT ${LINE_FIELDS}, ${DETAIL_FIELDS}, ${partFields({ payload: true, metadata: true })}, is_deleted FROM observations
  WHERE project_id = ${param.string(projectId)} AND id = ${param.string(id)}${ofTrace}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0 LIMIT 1`;
}

export async function findObservation(
  ch: ClickHouse,
  find: FindObservation,
  queryClass: QueryClass,
): Promise<ObservationDetailRow | null> {
  const rows = await ch.query({
    sql: findObservationSql(find),
    schema: ObservationDetail,
    class: queryClass,
    who: 'observations.get',
    projectId: find.projectId,
  });
  return rows[0] ?? null;
}
