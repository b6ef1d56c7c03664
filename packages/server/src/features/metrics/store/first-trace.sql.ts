import { z } from 'zod';
import { TRACE_VERSIONS } from '#features/traces';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

/** In the order of the sorting key, so that reading stops at the first granule. */
export function firstTraceSql(scope: ProjectScope): Sql {
  return sql`SELECT toUnixTimestamp64Micro(timestamp) AS first_us FROM ${TRACE_VERSIONS}
WHERE ${inScope(scope, sql`timestamp`)} AND is_deleted = 0
ORDER BY project_id, toStartOfMinute(timestamp) LIMIT 1`;
}

/** To the minute: the time of one of the first traces in scope, null when there is none. */
export async function findFirstTrace(
  ch: ClickHouse,
  scope: ProjectScope,
  queryClass: QueryClass,
): Promise<number | null> {
  const [row] = await ch.query({
    sql: firstTraceSql(scope),
    schema: z.object({ first_us: z.number() }),
    class: queryClass,
    who: 'metrics.firstTrace',
    projectId: scope.projectId,
  });
  return row ? Math.floor(row.first_us / 60_000_000) * 60_000_000 : null;
}
