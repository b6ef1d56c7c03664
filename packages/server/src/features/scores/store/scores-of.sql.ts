import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { SCORE_FIELDS, ScoreRow } from './score-fields.ts';
import { ofVisibleTrace } from './visible.ts';

/** More than a page of traces ever has; a trace with more shows the newest. */
const MAX_SCORES = 5000;

export interface ScoreSubjects {
  projectId: string;
  /** `trace` includes the scores of its steps. */
  kind: 'trace' | 'session' | 'id';
  ids: readonly string[];
  /** Also those of traces that were deleted and can still come back. */
  withDeleted?: boolean;
}

const COLUMNS = { trace: sql`trace_id`, session: sql`session_id`, id: sql`id` };

/**
 * A score may come any time after what it judges, so there is no time bound. The bloom filter finds ids that were ever
 * scores of the subject; their newest versions, found by the sorting key, say whether they still are. This is what
 * FINAL means, at half of its price.
 */
export function scoresOfSql({ projectId, kind, ids, withDeleted = false }: ScoreSubjects): Sql {
  const isOfSubject = sql`${COLUMNS[kind]} IN ${param.strings(ids)}`;
  const project = sql`project_id = ${param.string(projectId)}`;
  return sql`SELECT * FROM (
  SELECT ${SCORE_FIELDS}, is_deleted FROM scores
  WHERE ${project} AND id IN (SELECT id FROM scores WHERE ${project} AND ${isOfSubject})
  ORDER BY row_version DESC, ingested_at DESC LIMIT 1 BY id
)
WHERE is_deleted = 0 AND ${isOfSubject}${withDeleted ? EMPTY : sql` AND ${ofVisibleTrace(projectId)}`}
ORDER BY timestamp_us DESC, id LIMIT ${param.int(MAX_SCORES)}`;
}

/** Newest first. */
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
