import type { Db } from '#platform/postgres/db';
import { findUsers } from './store/users.sql.ts';

/** Whether the person looks after the whole instance. */
export async function isInstanceAdmin(db: Db, userId: string): Promise<boolean> {
  const [user] = await findUsers(db, [userId]);
  return user?.instance_admin ?? false;
}
