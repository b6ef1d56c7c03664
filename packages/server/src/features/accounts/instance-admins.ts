import { AppError } from '#domain/errors';
import type { Db } from '#platform/postgres/db';
import { findUserByEmail, selectInstanceAdmins, updateInstanceAdmin } from './store/users.sql.ts';

export interface InstanceAdmin {
  id: string;
  email: string;
  name: string;
  /** Null: from the beginning. */
  since: Date | null;
  /** For less than a day. */
  isNew: boolean;
}

/** Who looks after the instance, the first of them first. */
export function listInstanceAdmins(db: Db): Promise<InstanceAdmin[]> {
  return selectInstanceAdmins(db, { lock: false });
}

/** One of those who proved their address; an instance keeps one admin at least. */
export async function setInstanceAdmin(db: Db, { email, admin }: { email: string; admin: boolean }) {
  const admins = await selectInstanceAdmins(db, { lock: true });
  const user = await findUserByEmail(db, email);
  if (!user) throw new AppError('not_found', 'Nobody has an account with this address');
  const isAdmin = admins.some(({ id }) => id === user.id);
  if (isAdmin === admin)
    throw new AppError('conflict', admin ? 'This person is an admin already' : 'This person is not an admin');
  if (admin && !user.email_verified)
    throw new AppError('precondition_failed', 'This person has not confirmed the address yet');
  if (!admin && admins.length === 1)
    throw new AppError('precondition_failed', 'The last admin stays one; make somebody else one first');
  await updateInstanceAdmin(db, { userId: user.id, admin });
  return { id: user.id, email: user.email };
}
