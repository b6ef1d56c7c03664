import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { partFields } from './load-observations.sql.ts';
import { DETAIL_FIELDS, LINE_FIELDS, ObservationDetail } from './observation-fields.ts';
import type { ObservationDetailRow } from './observation-fields.ts';

/** What the public API answers at once of a trace; a larger trace is read by pages of its observations. */
const MAX_OBSERVATIONS = 10_000;

/** All steps of a trace with their payloads, in order of their start. */
export function observationsOfTraceSql(projectId: string, traceId: string): Sql {
  return sql`SELECT * FROM (
  SELECT ${LINE_FIELDS}, ${DETAIL_FIELDS}, ${partFields({ payload: true, metadata: true })}, is_deleted FROM observations
  WHERE project_id = ${param.string(projectId)} AND trace_id = ${param.string(traceId)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0 ORDER BY start_us, id LIMIT ${param.int(MAX_OBSERVATIONS)}`;
}

export function observationsOfTrace(
  ch: ClickHouse,
  find: { projectId: string; traceId: string },
  queryClass: QueryClass,
): Promise<ObservationDetailRow[]> {
  return ch.query({
    sql: observationsOfTraceSql(find.projectId, find.traceId),
    schema: ObservationDetail,
    class: queryClass,
    who: 'observations.ofTrace',
    projectId: find.projectId,
  });
}
