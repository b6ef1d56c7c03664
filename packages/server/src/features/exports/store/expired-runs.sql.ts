import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** Runs whose files are no longer to be had, the longest due first. */
export async function selectExpired(db: Db, now: Date): Promise<{ id: string; projectId: string }[]> {
  return db
    .selectFrom('export_runs')
    .select(['id', 'project_id as projectId'])
    .where('files_removed_at', 'is', null)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(100)
    .execute();
}

export async function markExpired(db: Db, id: string): Promise<void> {
  await db
    .updateTable('export_runs')
    .set({ files_removed_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}
