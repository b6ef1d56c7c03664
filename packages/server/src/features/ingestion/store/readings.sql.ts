import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** How often a request was begun, by its place in the segment, since one reading of it came to an end. */
export type RequestsBegun = Readonly<Record<number, number>>;

export interface Readings {
  /** How often the segment was asked to be read again. */
  reading: number;
  /** When the last of these was asked for, which its rows carry; null for the first reading, and for those before there were times. */
  readUs: number | null;
  /** Readings that began since one came to an end. */
  begun: number;
  requests: RequestsBegun;
}

export async function findReadings(db: Db, key: string): Promise<Readings> {
  const row = await db
    .selectFrom('ingestion_segments')
    .select(['reading', 'begun', 'requests_begun'])
    .select(sql<string | null>`read_us[cardinality(read_us)]`.as('read_us'))
    .where('key', '=', key)
    .executeTakeFirst();
  return {
    reading: row?.reading ?? 0,
    readUs: row?.read_us ? Number(row.read_us) : null,
    begun: row?.begun ?? 0,
    requests: (row?.requests_begun ?? {}) as RequestsBegun,
  };
}

/**
 * Written down before anything is read: a reading that ends the process cannot do it afterwards. The database outlives
 * that, so nothing waits for its disk.
 */
export async function beginReading(db: Db, key: string): Promise<void> {
  await db
    .updateTable('ingestion_segments')
    .from(sql<{ mode: string }>`(SELECT set_config('synchronous_commit', 'off', true) AS mode)`.as('without_sync'))
    .set({ begun: sql`begun + 1` })
    .where('key', '=', key)
    .where('without_sync.mode', '=', 'off')
    .execute();
}

/** The process is still there, whatever else came of the reading. */
export async function endReading(db: Db, key: string): Promise<void> {
  await db.updateTable('ingestion_segments').set({ begun: 0 }).where('key', '=', key).execute();
}

export async function noteRequests(db: Db, key: string, requests: RequestsBegun): Promise<void> {
  await db
    .updateTable('ingestion_segments')
    .set({ requests_begun: JSON.stringify(requests) })
    .where('key', '=', key)
    .execute();
}

/** Requests that were given up are read once more each: what has ended the process may have been mended. */
export async function allowOneReading(db: Db, keys: readonly string[], givenUpAt: number): Promise<void> {
  await sql`
    UPDATE ingestion_segments SET begun = 0, requests_begun = (
      SELECT coalesce(jsonb_object_agg(place, least(times::int, ${givenUpAt - 1}::int)), '{}')
      FROM jsonb_each_text(requests_begun) AS of (place, times))
    WHERE key = ANY (${[...keys]}::text[])`.execute(db);
}

/** There is nothing to be read: what comes later need not wait for it. */
export async function releaseReading(db: Db, key: string): Promise<void> {
  await db
    .updateTable('ingestion_segments')
    .set({ begun: 0, reading_done: sql`reading` })
    .where('key', '=', key)
    .execute();
}

/** Segments that are to be read again and whose message may be lost, oldest first. Those of a replay have its care. */
export async function findLostReadings(
  db: Db,
  { idleMs, limit }: { idleMs: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('ingestion_segments')
    .select('key')
    .whereRef('reading_done', '<', 'reading')
    .where('replay_id', 'is', null)
    .where('committed_at', 'is not', null)
    .where(sql<boolean>`read_us[cardinality(read_us)] < extract(epoch FROM now()) * 1000000 - ${idleMs * 1000}`)
    .orderBy(sql`read_us[cardinality(read_us)]`)
    .limit(limit)
    .execute();
  return rows.map(({ key }) => key);
}
