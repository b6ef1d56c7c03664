import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

const PLACES = ['name', 'statusMessage', 'input', 'output', 'metadata'] as const;
export type MatchPlace = (typeof PLACES)[number];

export interface SearchTrace {
  projectId: string;
  traceId: string;
  text: string;
  limit: number;
}

/** Every step of one trace that has the text anywhere, without regard to case: a trace is small enough to be read. */
export function searchTraceSql({ projectId, traceId, text, limit }: SearchTrace): Sql {
  const has = (column: Sql) => sql`positionCaseInsensitiveUTF8(${column}, ${param.string(text)}) > 0`;
  return sql`SELECT id, toUnixTimestamp64Micro(start_time) AS start_us,
  arrayFilter((place, found) -> found, ['name', 'statusMessage', 'input', 'output', 'metadata'], [
    ${has(sql`name`)} OR id = ${param.string(text)}, ${has(sql`status_message`)}, ${has(sql`ifNull(input, '')`)}, ${has(sql`ifNull(output, '')`)},
    arrayExists(value -> ${has(sql`value`)}, mapValues(metadata))
  ]) AS places
FROM observations FINAL
WHERE project_id = ${param.string(projectId)} AND trace_id = ${param.string(traceId)} AND notEmpty(places)
ORDER BY start_us, id LIMIT ${param.int(limit)}`;
}

const Row = z.object({ id: z.string(), places: z.array(z.enum(PLACES)) });

export function findInTrace(ch: ClickHouse, search: SearchTrace, queryClass: QueryClass) {
  return ch.query({
    sql: searchTraceSql(search),
    schema: Row,
    class: queryClass,
    who: 'traces.search',
    projectId: search.projectId,
  });
}
