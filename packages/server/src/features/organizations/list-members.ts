import { z } from 'zod';
import { listPeople } from '#features/accounts';
import type { Role } from '#domain/permissions';
import { read } from '#kernel/verb';
import type { Db } from '#platform/postgres/db';
import { selectMembers } from './store/members.sql.ts';

export interface Member {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** ISO time of joining. */
  since: string;
}

export const listMembers = read({
  input: z.object({}).default({}),
  permission: 'organizationMembers:read',
  run: (ctx) => listMembersOf(ctx.db, ctx.organizationId),
});

/** For features whose own permission has been asked already. */
export async function listMembersOf(db: Db, organizationId: string): Promise<Member[]> {
  const members = await selectMembers(db, organizationId);
  const people = await listPeople(
    db,
    members.map(({ userId }) => userId),
  );
  return members.flatMap(({ userId, role, since }) => {
    const person = people.get(userId);
    return person ? [{ userId, name: person.name, email: person.email, role, since: since.toISOString() }] : [];
  });
}
