import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql, us } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { DETAIL_FIELDS, LINE_FIELDS, ObservationDetail, ObservationLine } from './observation-fields.ts';
import type { ObservationDetailRow, ObservationLineRow } from './observation-fields.ts';
import type { ObservationKeyRow } from './observation-keys.sql.ts';

export interface LoadedParts {
  /** Whole payloads instead of their beginnings. */
  payload: boolean;
  metadata: boolean;
}

export interface LoadObservations {
  projectId: string;
  keys: readonly ObservationKeyRow[];
  parts: LoadedParts;
}

/** The newest version of each of these rows, found by their times and by the filters on both of their ids. */
function loadSql({ projectId, keys, parts }: LoadObservations, fields: Sql): Sql {
  const times = keys.map((key) => key.start_us);
  return sql`SELECT * FROM (
  SELECT ${fields}, ${partFields(parts)}, is_deleted FROM observations
  WHERE project_id = ${param.string(projectId)} AND start_time >= ${us(Math.min(...times))}
    AND start_time <= ${us(Math.max(...times))} AND trace_id IN ${param.strings([...new Set(keys.map((key) => key.trace_id))])}
    AND id IN ${param.strings(keys.map((key) => key.id))}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0`;
}

export function partFields(parts: LoadedParts): Sql {
  const payload = parts.payload
    ? sql`input AS input_text, output AS output_text`
    : sql`if(isNull(input_length), NULL, input_preview) AS input_text, if(isNull(output_length), NULL, output_preview) AS output_text`;
  return sql`${payload}, ${parts.metadata ? sql`metadata` : sql`map()`} AS metadata_map`;
}

export function loadLinesSql(load: LoadObservations): Sql {
  return loadSql(load, LINE_FIELDS);
}

export function loadDetailsSql(load: LoadObservations): Sql {
  return loadSql(load, sql`${LINE_FIELDS}, ${DETAIL_FIELDS}`);
}

/** In the order of the keys; a row that was deleted meanwhile is left out. */
export async function loadLines(
  ch: ClickHouse,
  load: LoadObservations,
  queryClass: QueryClass,
): Promise<ObservationLineRow[]> {
  if (load.keys.length === 0) return [];
  const asked = { class: queryClass, who: 'observations.load', projectId: load.projectId };
  return inOrder(load.keys, await ch.query({ sql: loadLinesSql(load), schema: ObservationLine, ...asked }));
}

export async function loadDetails(
  ch: ClickHouse,
  load: LoadObservations,
  queryClass: QueryClass,
): Promise<ObservationDetailRow[]> {
  if (load.keys.length === 0) return [];
  const asked = { class: queryClass, who: 'observations.load', projectId: load.projectId };
  return inOrder(load.keys, await ch.query({ sql: loadDetailsSql(load), schema: ObservationDetail, ...asked }));
}

function inOrder<Row extends ObservationLineRow>(keys: readonly ObservationKeyRow[], rows: readonly Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [`${row.start_us} ${row.trace_id} ${row.id}`, row]));
  return keys.flatMap((key) => byKey.get(`${key.start_us} ${key.trace_id} ${key.id}`) ?? []);
}
