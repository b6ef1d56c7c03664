import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** Keys of segments of one project, in the order of time; both ends of the range are keys. */
export interface KeyRange {
  projectId: string;
  fromKey: string;
  beforeKey: string;
}

/** What is kept of a range and can be read again. */
export interface Replayable {
  segments: number;
  events: number;
  sizeBytes: number;
}

/** Committed segments of a range: what still waits is read by the program of today anyway. */
export async function countReplayable(db: Db, { projectId, fromKey, beforeKey }: KeyRange): Promise<Replayable> {
  const { rows } = await sql<Replayable>`
    SELECT count(*)::int8 AS segments, coalesce(sum(events), 0)::int8 AS events, coalesce(sum(size_bytes), 0)::int8 AS "sizeBytes"
    FROM ingestion_segments
    WHERE project_id = ${projectId} AND key >= ${fromKey} AND key < ${beforeKey} AND committed_at IS NOT NULL`.execute(
    db,
  );
  return rows[0] ?? { segments: 0, events: 0, sizeBytes: 0 };
}

/** The first segment that is kept; null when none is. */
export async function findFirstKept(db: Db, projectId: string): Promise<string | null> {
  const row = await db
    .selectFrom('ingestion_segments')
    .select((select) => select.fn.min('key').as('key'))
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row?.key ?? null;
}

export interface ReplayRow extends Replayable {
  id: string;
  from: Date | null;
  to: Date | null;
  left: number;
  failed: number;
  lastError: string | null;
  requestedBy: string;
  requestedAt: Date;
  finishedAt: Date | null;
}

export interface NewReplay extends KeyRange {
  id: string;
  from: Date | null;
  to: Date | null;
  requestedBy: string;
  /** Long ago when a worker is to take it up at once. */
  workedAt: Date;
}

/** Marks the segments of a range as to be read once more; false when another replay of the project is not done yet. */
export async function insertReplay(db: Db, replay: NewReplay): Promise<boolean> {
  const { projectId, fromKey, beforeKey } = replay;
  const { rows } = await sql<{ id: string }>`
    INSERT INTO ingestion_replays (id, project_id, from_time, to_time, segments, events, size_bytes, requested_by, worked_at)
    VALUES (${replay.id}, ${projectId}, ${replay.from}, ${replay.to}, 0, 0, 0, ${replay.requestedBy}, ${replay.workedAt})
    ON CONFLICT (project_id) WHERE finished_at IS NULL DO NOTHING RETURNING id`.execute(db);
  if (rows.length === 0) return false;
  await sql`
    WITH given AS (
      SELECT key, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + row_number() OVER (ORDER BY key) AS read_us
      FROM ingestion_segments
      WHERE project_id = ${projectId} AND key >= ${fromKey} AND key < ${beforeKey} AND committed_at IS NOT NULL),
    marked AS (
      UPDATE ingestion_segments SET reading = reading + 1, read_us = ingestion_segments.read_us || given.read_us, replay_id = ${replay.id}
      FROM given WHERE ingestion_segments.key = given.key
      RETURNING events, size_bytes),
    sums AS (
      SELECT count(*) AS segments, coalesce(sum(events), 0) AS events, coalesce(sum(size_bytes), 0) AS size_bytes FROM marked)
    UPDATE ingestion_replays SET segments = sums.segments, events = sums.events, size_bytes = sums.size_bytes
    FROM sums WHERE id = ${replay.id}`.execute(db);
  return true;
}

/** The latest replays of a project with how much each has still to do, newest first. */
export async function selectReplays(
  db: Db,
  of: { projectId: string; id?: string | undefined; limit: number },
): Promise<ReplayRow[]> {
  const only = of.id === undefined ? sql`` : sql`AND id = ${of.id}`;
  const { rows } = await sql<ReplayRow>`
    SELECT id, from_time AS "from", to_time AS "to", segments, events, size_bytes AS "sizeBytes", failed,
      last_error AS "lastError", requested_by AS "requestedBy", requested_at AS "requestedAt", finished_at AS "finishedAt",
      (SELECT count(*) FROM ingestion_segments WHERE replay_id = ingestion_replays.id)::int8 AS "left"
    FROM ingestion_replays WHERE project_id = ${of.projectId} ${only}
    ORDER BY requested_at DESC, id LIMIT ${of.limit}`.execute(db);
  return rows;
}

export async function nextOfReplay(db: Db, replayId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('ingestion_segments')
    .select('key')
    .where('replay_id', '=', replayId)
    .orderBy('key')
    .limit(limit)
    .execute();
  return rows.map(({ key }) => key);
}

/** Says that somebody works on it, so that nobody else begins with it as well. */
export async function touchReplay(db: Db, replayId: string): Promise<void> {
  await db
    .updateTable('ingestion_replays')
    .set({ worked_at: sql`now()` })
    .where('id', '=', replayId)
    .execute();
}

/** A segment that cannot be read again leaves its replay: what was read of it before stays. */
export async function skipInReplay(db: Db, skip: { replayId: string; key: string; reason: string }): Promise<void> {
  await db.transaction().execute(async (within) => {
    await within
      .updateTable('ingestion_segments')
      .set({ replay_id: null, reading_done: sql`reading` })
      .where('key', '=', skip.key)
      .where('replay_id', '=', skip.replayId)
      .execute();
    await within
      .updateTable('ingestion_replays')
      .set({ failed: sql`failed + 1`, last_error: skip.reason.slice(0, 1000).replaceAll('\0', '\uFFFD') })
      .where('id', '=', skip.replayId)
      .execute();
  });
}

/** Ends a replay that has nothing left to do; true when it is over. */
export async function finishReplay(db: Db, replayId: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE ingestion_replays SET finished_at = coalesce(finished_at, now())
    WHERE id = ${replayId} AND NOT EXISTS (SELECT 1 FROM ingestion_segments WHERE replay_id = ${replayId})
    RETURNING id`.execute(db);
  return rows.length > 0;
}

/** Replays that nobody has worked on for a while: their message was lost, or a tool wrote them that has no queue. */
export async function findIdleReplays(db: Db, idleMs: number): Promise<string[]> {
  const rows = await db
    .selectFrom('ingestion_replays')
    .select('id')
    .where('finished_at', 'is', null)
    .where('worked_at', '<=', sql<Date>`now() - ${idleMs} * interval '1 millisecond'`)
    .execute();
  return rows.map(({ id }) => id);
}
