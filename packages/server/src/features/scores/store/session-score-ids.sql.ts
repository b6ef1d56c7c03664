import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';

/** Scores that any version says are of one of the sessions themselves, not of a trace in them. */
export async function scoreIdsOfSessions(
  ch: ClickHouse,
  of: { projectId: string; sessionIds: readonly string[] },
): Promise<string[]> {
  const rows = await ch.query({
    sql: sql`SELECT DISTINCT id FROM scores
WHERE project_id = ${param.string(of.projectId)} AND session_id IN ${param.strings(of.sessionIds)} AND trace_id = ''`,
    schema: z.object({ id: z.string() }),
    class: 'purge',
    who: 'scores.ofSessions',
    projectId: of.projectId,
  });
  return rows.map(({ id }) => id);
}
