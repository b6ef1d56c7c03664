import { sql } from 'kysely';
import { segmentTimeMs } from '#platform/journal/journal';
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

/**
 * Has what is stored of the segments this time replace what was stored of them before. Each gets a time of its own,
 * which its rows will carry: by it they are told from others, and are later than all that was exported.
 */
export async function addReading(db: Db, keys: readonly string[]): Promise<void> {
  await sql`
    UPDATE ingestion_segments SET reading = reading + 1, read_us = ingestion_segments.read_us || given.read_us
    FROM (SELECT key, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + place AS read_us
          FROM unnest(${[...keys]}::text[]) WITH ORDINALITY AS of (key, place)) given
    WHERE ingestion_segments.key = given.key`.execute(db);
}

/** Answers how many attempts have failed that count: trouble of a store is no fault of the segment's. */
export async function recordFailure(
  db: Db,
  key: string,
  failure: { reason: string; counts: boolean },
): Promise<number> {
  const row = await db
    .updateTable('ingestion_segments')
    .set({ attempts: sql`attempts + ${failure.counts ? 1 : 0}`, last_error: failure.reason.slice(0, 1000) })
    .where('key', '=', key)
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? 0;
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

/** Segments that were sealed before a time and still wait: a worker may have mapped them, and insert their rows at any moment. */
export async function countWaitingBefore(db: Db, of: { projectId: string; before: Date }): Promise<number> {
  const row = await db
    .selectFrom('ingestion_segments')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('project_id', '=', of.projectId)
    .where('committed_at', 'is', null)
    .where('sealed_at', '<', of.before)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Segments that are stored, and kept, which were open in the second of one of these times or right before or after, or were read again then. */
export async function findKeptAround(db: Db, of: { projectId: string; timesUs: readonly number[] }): Promise<string[]> {
  if (of.timesUs.length === 0) return [];
  const rows = await db
    .selectFrom('ingestion_segments')
    .select(['key', 'read_us'])
    .where('project_id', '=', of.projectId)
    .where('committed_at', 'is not', null)
    .execute();
  const exact = new Set(of.timesUs);
  const seconds = new Set(of.timesUs.map((us) => Math.floor(us / 1_000_000)));
  const around = new Set([...seconds].flatMap((second) => [second - 1, second, second + 1]));
  return rows
    .filter(
      ({ key, read_us }) =>
        around.has(Math.floor(segmentTimeMs(key) / 1000)) || read_us.some((us) => exact.has(Number(us))),
    )
    .map(({ key }) => key);
}
