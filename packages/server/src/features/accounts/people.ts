import { AppError } from '#domain/errors';
import type { Db } from '#platform/postgres/db';
import { findUsers } from './store/users.sql.ts';

/** A person as others in the product see them. */
export interface Person {
  id: string;
  name: string;
  email: string;
}

/** By id; ids of nobody are absent from the answer. */
export async function listPeople(db: Db, userIds: readonly string[]): Promise<Map<string, Person>> {
  const users = userIds.length === 0 ? [] : await findUsers(db, userIds);
  return new Map(users.map(({ id, name, email }) => [id, { id, name, email }]));
}

/** The person, with what only they and the server need to know. */
export async function getAccount(
  db: Db,
  userId: string,
): Promise<Person & { emailVerified: boolean; secondFactor: boolean; instanceAdmin: boolean; createdAt: string }> {
  const [user] = await findUsers(db, [userId]);
  if (!user) throw new AppError('not_found', 'There is no such account');
  const { id, name, email } = user;
  return {
    id,
    name,
    email,
    emailVerified: user.email_verified,
    secondFactor: user.two_factor_enabled,
    instanceAdmin: user.instance_admin,
    createdAt: user.created_at.toISOString(),
  };
}
