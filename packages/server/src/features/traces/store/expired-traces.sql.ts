import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { EMPTY, param, sql, us } from '#platform/clickhouse/sql';

/** Before which time, and of which environments. */
export interface Expired {
  environments?: readonly string[];
  exceptEnvironments?: readonly string[];
  beforeUs: number;
}

export interface FindExpired extends Expired {
  projectId: string;
  limit: number;
}

/**
 * Traces whose time is before the bound, hidden ones too; its steps go with a trace, whenever they were. What has no
 * row of its own is as old as its newest step.
 */
export async function findExpiredTraces(ch: ClickHouse, find: FindExpired): Promise<string[]> {
  const project = sql`project_id = ${param.string(find.projectId)}`;
  const rows = await ch.query({
    sql: sql`SELECT id FROM traces FINAL WHERE ${project} AND timestamp < ${us(find.beforeUs)}${environmentsOf(find)}
    UNION DISTINCT
    SELECT trace_id AS id FROM observations FINAL
    WHERE ${project} AND start_time < ${us(find.beforeUs)}${environmentsOf(find)}
      AND trace_id NOT IN (SELECT id FROM traces FINAL WHERE ${project} AND timestamp >= ${us(find.beforeUs)})
      AND trace_id NOT IN (SELECT trace_id FROM observations FINAL WHERE ${project} AND start_time >= ${us(find.beforeUs)})
    LIMIT ${param.int(find.limit)}`,
    schema: z.object({ id: z.string() }),
    class: 'purge',
    who: 'traces.expired',
    projectId: find.projectId,
  });
  return rows.map(({ id }) => id).sort();
}

function environmentsOf({ environments, exceptEnvironments = [] }: Expired) {
  if (environments) return sql` AND environment IN ${param.strings(environments)}`;
  return exceptEnvironments.length > 0 ? sql` AND environment NOT IN ${param.strings(exceptEnvironments)}` : EMPTY;
}
