import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

interface Wanted {
  action: string;
  target: string;
}

export interface AdminRequest {
  id: string;
  askedById: string;
  askedByName: string;
  expiresAt: Date;
}

/** Requests for the same that still count, locked, so that two who confirm at once are one after the other. */
export async function selectOpenRequests(db: Db, { action, target }: Wanted): Promise<AdminRequest[]> {
  return db
    .selectFrom('admin_requests')
    .select(['id', 'asked_by_id as askedById', 'asked_by_name as askedByName', 'expires_at as expiresAt'])
    .where('action', '=', action)
    .where('target', '=', target)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('asked_at')
    .forUpdate()
    .execute();
}

export async function insertRequest(
  db: Db,
  request: Wanted & { id: string; reason: string; askedBy: { id: string; name: string }; hours: number },
): Promise<Date> {
  const { expires_at: expiresAt } = await db
    .insertInto('admin_requests')
    .values({
      id: request.id,
      action: request.action,
      target: request.target,
      reason: request.reason,
      asked_by_id: request.askedBy.id,
      asked_by_name: request.askedBy.name,
      expires_at: sql<Date>`now() + ${request.hours} * interval '1 hour'`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return expiresAt;
}

/** Uses up every request for the same. */
export async function useRequests(db: Db, of: Wanted & { confirmedBy: string }): Promise<void> {
  await db
    .updateTable('admin_requests')
    .set({ used_at: sql<Date>`now()`, confirmed_by: of.confirmedBy })
    .where('action', '=', of.action)
    .where('target', '=', of.target)
    .where('used_at', 'is', null)
    .execute();
}
