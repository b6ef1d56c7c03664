import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export interface TraceIds {
  projectId: string;
  ids: readonly string[];
}

/** A trace may have no row of its own and be known by its steps alone. The bloom filters answer both halves. */
function existingTracesSql({ projectId, ids }: TraceIds): Sql {
  const project = sql`project_id = ${param.string(projectId)}`;
  return sql`SELECT id FROM traces FINAL WHERE ${project} AND id IN ${param.strings(ids)}
UNION DISTINCT
SELECT trace_id AS id FROM observations FINAL WHERE ${project} AND trace_id IN ${param.strings(ids)}`;
}

/** Those of the ids that are there for who asks. */
export async function findExistingTraces(ch: ClickHouse, find: TraceIds, queryClass: QueryClass): Promise<Set<string>> {
  const rows = await ch.query({
    sql: existingTracesSql(find),
    schema: z.object({ id: z.string() }),
    class: queryClass,
    who: 'traces.exist',
    projectId: find.projectId,
  });
  return new Set(rows.map(({ id }) => id));
}
