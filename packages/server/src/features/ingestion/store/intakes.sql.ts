import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** `settledMs` only ever grows: what a process has once said stays true. */
export async function writeIntake(db: Db, { id, settledMs }: { id: string; settledMs: number }): Promise<void> {
  await sql`
    INSERT INTO ingestion_intakes (id, settled_ms) VALUES (${id}, ${Math.floor(settledMs)})
    ON CONFLICT (id) DO UPDATE SET beat_at = now(), settled_ms = greatest(ingestion_intakes.settled_ms, excluded.settled_ms)
  `.execute(db);
}

/** Processes that have said nothing for so long that they are dead, or that nobody would believe any more. */
export async function findSilentIntakes(db: Db, { silentMs, except }: { silentMs: number; except: string }) {
  const rows = await db
    .selectFrom('ingestion_intakes')
    .select(['id'])
    .where('id', '<>', except)
    .where('beat_at', '<=', sql<Date>`now() - ${silentMs} * interval '1 millisecond'`)
    .execute();
  return rows.map(({ id }) => id);
}

/** One that has spoken again meanwhile stays. */
export async function deleteIntakes(db: Db, of: { ids: readonly string[]; silentMs: number }): Promise<void> {
  if (of.ids.length === 0) return;
  await db
    .deleteFrom('ingestion_intakes')
    .where('id', 'in', [...of.ids])
    .where('beat_at', '<=', sql<Date>`now() - ${of.silentMs} * interval '1 millisecond'`)
    .execute();
}

export interface WatermarkParts {
  nowMs: number;
  /** What every process has told of, at least; null when none accepts anything. */
  settledMs: number | null;
  /** The first segment that is not stored yet. */
  oldestKey: string | null;
  /** The first reading again that is not stored yet. */
  oldestReadUs: number | null;
}

/**
 * In one statement, which sees one state: a segment is either among those that wait, or later than what its process
 * has told of.
 */
export async function readWatermark(db: Db, projectId: string): Promise<WatermarkParts> {
  const { rows } = await sql<WatermarkParts>`
    SELECT (extract(epoch FROM now()) * 1000)::int8 AS "nowMs",
      (SELECT min(settled_ms) FROM ingestion_intakes)::int8 AS "settledMs",
      (SELECT min(key) FROM ingestion_segments WHERE project_id = ${projectId} AND committed_at IS NULL) AS "oldestKey",
      (SELECT min(us) FROM ingestion_segments, unnest(read_us[reading_done + 1 - (reading - cardinality(read_us)):]) AS us
       WHERE project_id = ${projectId} AND reading_done < reading)::int8 AS "oldestReadUs"`.execute(db);
  return rows[0]!;
}
