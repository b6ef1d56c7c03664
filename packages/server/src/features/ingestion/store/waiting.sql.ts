import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** What is kept and not yet in the store. */
export interface Waiting {
  segments: number;
  bytes: number;
  /** The first by time; null when nothing waits. */
  oldestKey: string | null;
}

/** Keys of a project are in the order of time, so the partial index answers with its first entry and its length. */
export async function readWaiting(db: Db, projectId: string): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    SELECT count(*)::int8 AS segments, coalesce(sum(size_bytes), 0)::int8 AS bytes, min(key) AS "oldestKey"
    FROM ingestion_segments WHERE project_id = ${projectId} AND committed_at IS NULL`.execute(db);
  return rows[0] ?? { segments: 0, bytes: 0, oldestKey: null };
}

export interface WaitingOfProject {
  projectId: string;
  bytes: number;
  ageMs: number;
}

/** The backlog of every project that has one. Reads waiting rows only, by their partial index. */
export async function readBacklog(db: Db): Promise<WaitingOfProject[]> {
  const { rows } = await sql<WaitingOfProject>`
    SELECT project_id AS "projectId", sum(size_bytes)::int8 AS bytes,
      (extract(epoch FROM now() - min(sealed_at)) * 1000)::int8 AS "ageMs"
    FROM ingestion_segments WHERE committed_at IS NULL GROUP BY project_id`.execute(db);
  return rows;
}

export interface Consumption {
  waiting: number;
  oldestWaitingMs: number;
  /** Since anything was committed last; null when nothing ever was, or nothing of it is kept. */
  lastCommitMs: number | null;
}

/** Ages are by the database's clock, which wrote the times. Each part is one end of an index. */
export async function readConsumption(db: Db): Promise<Consumption> {
  const { rows } = await sql<Consumption>`
    SELECT (SELECT count(*) FROM ingestion_segments WHERE committed_at IS NULL)::int8 AS waiting,
      coalesce(extract(epoch FROM now() - (
        SELECT min(sealed_at) FROM ingestion_segments WHERE committed_at IS NULL)) * 1000, 0)::int8 AS "oldestWaitingMs",
      (extract(epoch FROM now() - (
        SELECT max(committed_at) FROM ingestion_segments WHERE committed_at IS NOT NULL)) * 1000)::int8 AS "lastCommitMs"
  `.execute(db);
  return rows[0] ?? { waiting: 0, oldestWaitingMs: 0, lastCommitMs: null };
}
