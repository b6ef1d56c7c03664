import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export function findUsers(db: Db, ids: readonly string[]) {
  return db.selectFrom('users').selectAll().where('id', 'in', ids).execute();
}

export function findUserByEmail(db: Db, email: string) {
  return db.selectFrom('users').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst();
}

/** Stops at the first: the question is whether there is anybody. */
export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export async function updateUserName(db: Db, user: { id: string; name: string; updatedAt: Date }): Promise<void> {
  await db
    .updateTable('users')
    .set({ name: user.name, updated_at: user.updatedAt })
    .where('id', '=', user.id)
    .execute();
}

/** Those who look after the instance, the first of them first; locked, so that two changes cannot each leave the other as the last one. */
export function selectInstanceAdmins(db: Db, { lock }: { lock: boolean }) {
  const admins = db
    .selectFrom('users')
    .select(['id', 'email', 'name', 'instance_admin_since as since'])
    .select(sql<boolean>`coalesce(instance_admin_since > now() - interval '1 day', false)`.as('isNew'))
    .where('instance_admin', '=', true)
    .orderBy(sql`instance_admin_since NULLS FIRST`)
    .orderBy('id');
  return (lock ? admins.forUpdate() : admins).execute();
}

export async function updateInstanceAdmin(db: Db, { userId, admin }: { userId: string; admin: boolean }) {
  await db
    .updateTable('users')
    .set({ instance_admin: admin, instance_admin_since: admin ? sql<Date>`now()` : null })
    .where('id', '=', userId)
    .execute();
}
