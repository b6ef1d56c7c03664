import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { SCORE_FIELDS, ScoreRow } from './score-fields.ts';

/** More than a page of traces ever has; a trace with more shows the newest. */
const MAX_SCORES = 5000;

export interface ScoreSubjects {
  projectId: string;
  kind: 'trace' | 'session';
  ids: readonly string[];
}

/** A score may come any time after what it judges, so there is no time bound: the bloom filter finds the granules. */
export function scoresOfSql(subjects: ScoreSubjects): Sql {
  const subject = subjects.kind === 'trace' ? sql`trace_id` : sql`session_id`;
  return sql`SELECT ${SCORE_FIELDS} FROM scores FINAL
WHERE project_id = ${param.string(subjects.projectId)} AND ${subject} IN ${param.strings(subjects.ids)}
ORDER BY timestamp DESC, id LIMIT ${param.int(MAX_SCORES)}`;
}

export async function scoresOf(ch: ClickHouse, subjects: ScoreSubjects, queryClass: QueryClass): Promise<ScoreRow[]> {
  if (subjects.ids.length === 0) return [];
  return ch.query({
    sql: scoresOfSql(subjects),
    schema: ScoreRow,
    class: queryClass,
    who: 'scores.of',
    projectId: subjects.projectId,
  });
}
