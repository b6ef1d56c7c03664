import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { EMPTY, param, sql, us } from '#platform/clickhouse/sql';

export interface FindExpiredScores {
  projectId: string;
  environments?: readonly string[];
  exceptEnvironments?: readonly string[];
  beforeUs: number;
  limit: number;
}

/** Scores of no trace, such as those of sessions, by their own time; a score of a trace is kept as long as the trace. */
export async function findExpiredScores(ch: ClickHouse, find: FindExpiredScores): Promise<string[]> {
  const { environments, exceptEnvironments = [] } = find;
  const narrowed = environments
    ? sql` AND environment IN ${param.strings(environments)}`
    : exceptEnvironments.length > 0
      ? sql` AND environment NOT IN ${param.strings(exceptEnvironments)}`
      : EMPTY;
  const rows = await ch.query({
    sql: sql`SELECT id FROM scores FINAL WHERE project_id = ${param.string(find.projectId)} AND trace_id = ''
      AND timestamp < ${us(find.beforeUs)}${narrowed} ORDER BY id LIMIT ${param.int(find.limit)}`,
    schema: z.object({ id: z.string() }),
    class: 'purge',
    who: 'scores.expired',
    projectId: find.projectId,
  });
  return rows.map(({ id }) => id);
}
