import type { Role } from '#domain/permissions';
import type { Db } from '#platform/postgres/db';

interface MemberKey {
  projectId: string;
  userId: string;
}

export async function selectProjectRole(db: Db, key: MemberKey): Promise<Role | null> {
  const row = await db
    .selectFrom('project_members')
    .select('role')
    .where('project_id', '=', key.projectId)
    .where('user_id', '=', key.userId)
    .executeTakeFirst();
  return (row?.role ?? null) as Role | null;
}

/** The roles that a person was given in single projects, by project. */
export async function selectProjectRolesOf(db: Db, userId: string): Promise<Map<string, Role>> {
  const rows = await db
    .selectFrom('project_members')
    .select(['project_id', 'role'])
    .where('user_id', '=', userId)
    .execute();
  return new Map(rows.map((row) => [row.project_id, row.role as Role]));
}

/** The roles given in one project, by person. */
export async function selectProjectRolesIn(db: Db, projectId: string): Promise<Map<string, Role>> {
  const rows = await db
    .selectFrom('project_members')
    .select(['user_id', 'role'])
    .where('project_id', '=', projectId)
    .execute();
  return new Map(rows.map((row) => [row.user_id, row.role as Role]));
}

export async function upsertProjectRole(
  db: Db,
  member: MemberKey & { organizationId: string; role: Role; at: Date },
): Promise<void> {
  await db
    .insertInto('project_members')
    .values({
      project_id: member.projectId,
      organization_id: member.organizationId,
      user_id: member.userId,
      role: member.role,
      created_at: member.at,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'user_id']).doUpdateSet({ role: member.role }))
    .execute();
}

export async function deleteProjectRole(db: Db, key: MemberKey): Promise<void> {
  await db
    .deleteFrom('project_members')
    .where('project_id', '=', key.projectId)
    .where('user_id', '=', key.userId)
    .execute();
}

export async function deleteProjectRoles(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('project_members').where('project_id', '=', projectId).execute();
}
