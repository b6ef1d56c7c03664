import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

const SOURCES = {
  traces: { from: sql`traces`, time: sql`timestamp` },
  observations: { from: sql`observations`, time: sql`start_time` },
};

export interface CountRows {
  table: keyof typeof SOURCES;
  scope: ProjectScope;
  where: Sql;
}

/** Exact: FINAL, so that versions that are not merged yet count once. */
export function countRowsSql({ table, scope, where }: CountRows): Sql {
  const { from, time } = SOURCES[table];
  return sql`SELECT count() AS n FROM ${from} FINAL WHERE ${inScope(scope, time)} AND ${where}`;
}

export async function countRows(ch: ClickHouse, count: CountRows, queryClass: QueryClass): Promise<number> {
  const [row] = await ch.query({
    sql: countRowsSql(count),
    schema: z.object({ n: z.number() }),
    class: queryClass,
    who: `${count.table}.count`,
    projectId: count.scope.projectId,
  });
  return row?.n ?? 0;
}
