import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** By the index on project and minute; what was refused was received before, in the same minute. */
export async function sumAccepted(db: Db, of: { projectId: string; from: Date; until: Date }): Promise<number> {
  const { rows } = await sql<{ accepted: number }>`
    SELECT coalesce(sum(CASE outcome WHEN 'received' THEN count WHEN 'refused' THEN -count ELSE 0 END), 0)::int8 AS accepted
    FROM ingestion_counts
    WHERE project_id = ${of.projectId} AND minute >= ${of.from} AND minute < ${of.until}`.execute(db);
  return rows[0]?.accepted ?? 0;
}
