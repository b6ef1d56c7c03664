import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/**
 * The oldest segments of a project that wait. One that failed does not hold up those behind it: it is tried again by
 * its own message, and named by `findNextOfAll` should that be lost.
 */
export async function findNextOfProject(db: Db, of: { projectId: string; limit: number }): Promise<string[]> {
  const rows = await db
    .selectFrom('ingestion_segments')
    .select('key')
    .where('project_id', '=', of.projectId)
    .where('committed_at', 'is', null)
    .where('attempts', '=', 0)
    .orderBy('key')
    .limit(of.limit)
    .execute();
  return rows.map(({ key }) => key);
}

/**
 * The same for every project that has any, first those that were never tried, then as many that failed, and the ones
 * that were tried least. Goes from project to project by the index, since one of them may have most of the rows.
 */
export async function findNextOfAll(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    WITH RECURSIVE waiting (project_id) AS (
      SELECT min(project_id) FROM ingestion_segments WHERE committed_at IS NULL
      UNION ALL
      SELECT (SELECT min(project_id) FROM ingestion_segments
              WHERE committed_at IS NULL AND project_id > waiting.project_id)
      FROM waiting WHERE waiting.project_id IS NOT NULL)
    SELECT next.key FROM waiting CROSS JOIN LATERAL (
      (SELECT key FROM ingestion_segments
       WHERE project_id = waiting.project_id AND committed_at IS NULL AND attempts = 0 ORDER BY key LIMIT ${limit})
      UNION ALL
      (SELECT key FROM ingestion_segments
       WHERE project_id = waiting.project_id AND committed_at IS NULL AND attempts > 0 ORDER BY attempts, key LIMIT ${limit})
    ) next`.execute(db);
  return rows.map(({ key }) => key);
}
