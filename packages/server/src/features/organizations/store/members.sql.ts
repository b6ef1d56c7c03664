import type { Role } from '#domain/permissions';
import type { Db } from '#platform/postgres/db';

interface MemberKey {
  organizationId: string;
  userId: string;
}

/** Null also in an organization that is being deleted: to its members it is as good as absent. */
export async function selectMemberRole(db: Db, key: MemberKey): Promise<Role | null> {
  const row = await db
    .selectFrom('organization_members as member')
    .innerJoin('organizations as organization', 'organization.id', 'member.organization_id')
    .select('member.role')
    .where('member.organization_id', '=', key.organizationId)
    .where('member.user_id', '=', key.userId)
    .where('organization.deleted_at', 'is', null)
    .executeTakeFirst();
  return (row?.role ?? null) as Role | null;
}

export async function selectMembers(db: Db, organizationId: string) {
  const rows = await db
    .selectFrom('organization_members')
    .select(['user_id', 'role', 'created_at'])
    .where('organization_id', '=', organizationId)
    .orderBy('created_at')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => ({ userId: row.user_id, role: row.role as Role, since: row.created_at }));
}

/** False when the person is a member already: their role stays as it is. */
export async function insertMember(db: Db, member: MemberKey & { role: Role; at: Date }): Promise<boolean> {
  const inserted = await db
    .insertInto('organization_members')
    .values({
      organization_id: member.organizationId,
      user_id: member.userId,
      role: member.role,
      created_at: member.at,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateMemberRow(db: Db, member: MemberKey & { role: Role }): Promise<void> {
  await db
    .updateTable('organization_members')
    .set({ role: member.role })
    .where('organization_id', '=', member.organizationId)
    .where('user_id', '=', member.userId)
    .execute();
}

/** Roles in the organization's projects go with the row, by a foreign key. */
export async function deleteMember(db: Db, key: MemberKey): Promise<void> {
  await db
    .deleteFrom('organization_members')
    .where('organization_id', '=', key.organizationId)
    .where('user_id', '=', key.userId)
    .execute();
}

export async function countOwners(db: Db, organizationId: string): Promise<number> {
  const { owners } = await db
    .selectFrom('organization_members')
    .select((select) => select.fn.countAll<number>().as('owners'))
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'OWNER')
    .executeTakeFirstOrThrow();
  return owners;
}
