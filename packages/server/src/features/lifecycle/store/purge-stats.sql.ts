import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface PurgeStats {
  open: number;
  failing: number;
  /** Of what the open ones had counted when they began. */
  bytes: number;
}

export async function readPurgeStats(db: Db): Promise<PurgeStats> {
  const { rows } = await sql<PurgeStats>`
    SELECT count(*)::int8 AS open, count(*) FILTER (WHERE last_error IS NOT NULL)::int8 AS failing,
      coalesce(sum((SELECT sum((one.value ->> 'bytes')::numeric)
        FROM jsonb_each(coalesce(progress #> '{before,clickhouse}', '{}')) one)), 0)::float8 AS bytes
    FROM project_purges WHERE finished_at IS NULL`.execute(db);
  return rows[0] ?? { open: 0, failing: 0, bytes: 0 };
}

export interface FailingPurge {
  projectId: string;
  attempts: number;
  error: string;
  step: string;
  /** By the database's clock; in the past while it is being tried. */
  nextAttemptAt: Date;
}

/** The worst first. */
export async function selectFailingPurges(db: Db, limit: number): Promise<FailingPurge[]> {
  const rows = await db
    .selectFrom('project_purges')
    .select(['project_id as projectId', 'attempts', 'last_error as error', 'step', 'next_attempt_at as nextAttemptAt'])
    .where('finished_at', 'is', null)
    .where('last_error', 'is not', null)
    .orderBy('attempts', 'desc')
    .orderBy('project_id')
    .limit(limit)
    .execute();
  return rows.map(({ error, ...row }) => ({ ...row, error: error ?? '' }));
}

/** False when nothing waits: it is being worked on, or over. */
export async function makePurgeDue(db: Db, projectId: string): Promise<boolean> {
  const row = await db
    .updateTable('project_purges')
    .set({ next_attempt_at: sql<Date>`now()` })
    .where('project_id', '=', projectId)
    .where('finished_at', 'is', null)
    .where('lease_until', 'is', null)
    .where('next_attempt_at', '>', sql<Date>`now()`)
    .returning('project_id')
    .executeTakeFirst();
  return row !== undefined;
}
