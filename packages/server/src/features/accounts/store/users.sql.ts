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
