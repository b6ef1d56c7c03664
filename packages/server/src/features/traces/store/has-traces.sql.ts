import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';

/** Stops at the first row; one that was deleted a moment ago may count, which nobody minds here. */
export async function hasTraces(ch: ClickHouse, projectId: string, queryClass: QueryClass): Promise<boolean> {
  const rows = await ch.query({
    sql: sql`SELECT 1 AS found FROM traces WHERE project_id = ${param.string(projectId)} AND is_deleted = 0 LIMIT 1`,
    schema: z.object({ found: z.number() }),
    class: queryClass,
    who: 'traces.hasAny',
    projectId,
  });
  return rows.length > 0;
}
