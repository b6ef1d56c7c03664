import { z } from 'zod';
import type { TelemetryTable } from '#kernel/export-table';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export interface CountSelected {
  table: TelemetryTable;
  scope: ProjectScope;
  where: Sql;
}

/** Exact: FINAL, so that versions that are not merged yet count once. */
export async function countSelected(
  ch: ClickHouse,
  { table, scope, where }: CountSelected,
  queryClass: QueryClass,
): Promise<number> {
  const { projectId } = scope;
  const inTime = inScope(table.time === null ? { projectId, fromUs: null, toUs: null } : scope, table.time ?? sql`0`);
  const [row] = await ch.query({
    sql: sql`SELECT count() AS n FROM ${table.from} FINAL
WHERE ${inTime} AND ${where} AND ${table.visible?.(projectId) ?? sql`1`}`,
    schema: z.object({ n: z.number() }),
    class: queryClass,
    who: 'exports.preview',
    projectId,
  });
  return row?.n ?? 0;
}
