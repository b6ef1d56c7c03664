import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface CountRow {
  projectId: string;
  /** Milliseconds at the start of the hour. */
  hourMs: number;
  outcome: string;
  reason: string;
  count: number;
}

/** Adds to the hourly counts; one statement for all that gathered since the last flush. */
export async function addCounts(db: Db, rows: readonly CountRow[]) {
  if (rows.length === 0) return;
  await db
    .insertInto('ingestion_counts')
    .values(
      rows.map((row) => ({
        project_id: row.projectId,
        hour: new Date(row.hourMs),
        outcome: row.outcome,
        reason: row.reason,
        count: row.count,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'hour', 'outcome', 'reason'])
        .doUpdateSet({ count: sql`ingestion_counts.count + excluded.count` }),
    )
    .execute();
}
