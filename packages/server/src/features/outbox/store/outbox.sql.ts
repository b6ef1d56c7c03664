import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface OutboxRow {
  id: string;
  topic: string;
  payload: unknown;
  projectId: string | null;
  attempts: number;
}

export async function insertOutbox(
  db: Db,
  row: { id: string; topic: string; payload: object; projectId: string | null; dueAt: Date | null },
): Promise<void> {
  await db
    .insertInto('outbox')
    .values({
      id: row.id,
      topic: row.topic,
      payload: JSON.stringify(row.payload),
      project_id: row.projectId,
      ...(row.dueAt && { due_at: row.dueAt }),
    })
    .execute();
}

/** Takes rows that are due for a while; who dies with them in hand leaves them to others when that is over. */
export async function claimOutbox(db: Db, claim: { limit: number; seconds: number }): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    UPDATE outbox SET claimed_until = now() + make_interval(secs => ${claim.seconds}), attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM outbox
      WHERE sent_at IS NULL AND due_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
      ORDER BY due_at LIMIT ${claim.limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, topic, payload, project_id AS "projectId", attempts`.execute(db);
  return rows;
}

/** What it said is forgotten with that; the mailbox has it. */
export async function markSent(db: Db, id: string): Promise<void> {
  await sql`UPDATE outbox SET sent_at = now(), last_error = NULL, payload = '{}' WHERE id = ${id}`.execute(db);
}

export async function postponeOutbox(db: Db, row: { id: string; seconds: number; error: string }): Promise<void> {
  await sql`
    UPDATE outbox SET claimed_until = now() + make_interval(secs => ${row.seconds}), last_error = ${row.error}
    WHERE id = ${row.id}`.execute(db);
}

export async function deleteOutboxRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', id).execute();
}

export async function deleteOldOutbox(db: Db): Promise<void> {
  await sql`DELETE FROM outbox WHERE sent_at < now() - interval '30 days'`.execute(db);
}

export async function deleteOutboxOfProject(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('outbox').where('project_id', '=', projectId).execute();
}
