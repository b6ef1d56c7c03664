import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface SegmentRow {
  key: string;
  projectId: string;
}

/** One row per sealed segment; told twice (by the journal and by the reconciler) it stays one. */
export async function insertSegment(
  db: Db,
  segment: { key: string; projectId: string; sizeBytes: number; frames: number | null },
) {
  await db
    .insertInto('ingestion_segments')
    .values({ key: segment.key, project_id: segment.projectId, size_bytes: segment.sizeBytes, frames: segment.frames })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** Commits after the rows are in the store, never before. */
export async function markCommitted(db: Db, keys: readonly string[]) {
  if (keys.length === 0) return;
  await db
    .updateTable('ingestion_segments')
    .set({ committed_at: sql`now()`, last_error: null })
    .where('key', 'in', [...keys])
    .where('committed_at', 'is', null)
    .execute();
}

export async function recordFailure(db: Db, key: string, reason: string) {
  await db
    .updateTable('ingestion_segments')
    .set({ attempts: sql`attempts + 1`, last_error: reason.slice(0, 1000) })
    .where('key', '=', key)
    .execute();
}

/** Uncommitted segments that were sealed a while ago: their message was lost or their worker was. Uses the partial index. */
export async function findStale(db: Db, limits: { olderThanMs: number; limit: number }): Promise<SegmentRow[]> {
  return db
    .selectFrom('ingestion_segments')
    .select(['key', 'project_id as projectId'])
    .where('committed_at', 'is', null)
    .where('sealed_at', '<', sql<Date>`now() - ${limits.olderThanMs} * interval '1 millisecond'`)
    .orderBy('sealed_at')
    .limit(limits.limit)
    .execute();
}

/** Which of the keys have no row: blobs that were sealed right before a crash. */
export async function filterUnknown(db: Db, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    SELECT key FROM unnest(${[...keys]}::text[]) AS given (key)
    WHERE NOT EXISTS (SELECT 1 FROM ingestion_segments WHERE ingestion_segments.key = given.key)`.execute(db);
  return rows.map(({ key }) => key);
}

/** Committed segments past their keeping, oldest first. */
export async function findExpired(db: Db, limits: { olderThanMs: number; limit: number }): Promise<SegmentRow[]> {
  return db
    .selectFrom('ingestion_segments')
    .select(['key', 'project_id as projectId'])
    .where('committed_at', '<', sql<Date>`now() - ${limits.olderThanMs} * interval '1 millisecond'`)
    .orderBy('committed_at')
    .limit(limits.limit)
    .execute();
}

export async function deleteSegments(db: Db, keys: readonly string[]) {
  if (keys.length > 0)
    await db
      .deleteFrom('ingestion_segments')
      .where('key', 'in', [...keys])
      .execute();
}

/** When the oldest segment that is not in the store yet was sealed; null when everything is. */
export async function findOldestWaiting(db: Db, projectId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('ingestion_segments')
    .select((select) => select.fn.min('sealed_at').as('oldest'))
    .where('project_id', '=', projectId)
    .where('committed_at', 'is', null)
    .executeTakeFirst();
  return row?.oldest ?? null;
}
