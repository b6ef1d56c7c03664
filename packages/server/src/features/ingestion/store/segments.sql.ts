import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import { acceptedOf } from '../tally.ts';
import type { Tally } from '../tally.ts';
import { addCounts } from './counts.sql.ts';

export interface SegmentRow {
  key: string;
  projectId: string;
}

/**
 * One row per sealed segment, and what came with it into the counts, in one transaction. Told twice (by the journal and
 * by the reconciler) it stays one and is counted once.
 */
export async function insertSegment(
  db: Db,
  segment: { key: string; projectId: string; sizeBytes: number; frames: number | null; tally: Tally },
) {
  const { key, projectId, tally } = segment;
  await db.transaction().execute(async (within) => {
    const added = await within
      .insertInto('ingestion_segments')
      .values({
        key,
        project_id: projectId,
        size_bytes: segment.sizeBytes,
        frames: segment.frames,
        events: acceptedOf(tally),
        counted: JSON.stringify(tally),
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('sealed_at')
      .executeTakeFirst();
    if (added) await addCounts(within, { projectId, atMs: added.sealed_at.getTime(), tally });
  });
}

/** True for what needs no work any more: a message may be told twice, by the journal and by the reconciler. */
export async function isCommitted(db: Db, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('ingestion_segments')
    .select('committed_at')
    .where('key', '=', key)
    .where('committed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a segment that still waits has added to the counts; null when there is none. */
export async function findUncommitted(db: Db, key: string): Promise<Tally | null> {
  const row = await db
    .selectFrom('ingestion_segments')
    .select('counted')
    .where('key', '=', key)
    .where('committed_at', 'is', null)
    .executeTakeFirst();
  return row ? (row.counted as Tally) : null;
}

/** How often the segment was asked to be read again. */
export async function findReading(db: Db, key: string): Promise<number> {
  const row = await db.selectFrom('ingestion_segments').select('reading').where('key', '=', key).executeTakeFirst();
  return row?.reading ?? 0;
}

/** Has what is stored of the segments this time replace what was stored of them before. */
export async function addReading(db: Db, keys: readonly string[]): Promise<void> {
  await db
    .updateTable('ingestion_segments')
    .set({ reading: sql`reading + 1` })
    .where('key', 'in', [...keys])
    .execute();
}

export async function recordFailure(db: Db, key: string, reason: string) {
  await db
    .updateTable('ingestion_segments')
    .set({ attempts: sql`attempts + 1`, last_error: reason.slice(0, 1000) })
    .where('key', '=', key)
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

/** Committed segments past their keeping, oldest first. One that a dead letter speaks of, or a replay, is kept for it. */
export async function findExpired(db: Db, limits: { olderThanMs: number; limit: number }): Promise<SegmentRow[]> {
  return db
    .selectFrom('ingestion_segments')
    .select(['key', 'project_id as projectId'])
    .where('committed_at', '<', sql<Date>`now() - ${limits.olderThanMs} * interval '1 millisecond'`)
    .where('replay_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ingestion_dead_letters')
            .select('id')
            .whereRef('ingestion_dead_letters.segment', '=', 'ingestion_segments.key'),
        ),
      ),
    )
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
