import { listMembersOf } from '#features/organizations';
import { effectiveRole, isAtLeast } from '#domain/permissions';
import type { Db } from '#platform/postgres/db';
import { selectProjectRolesIn } from './store/project-members.sql.ts';

/** Who has to know what becomes of the project: its owners and admins. */
export async function listProjectAdmins(
  db: Db,
  project: { organizationId: string; projectId: string },
): Promise<{ userId: string; email: string }[]> {
  const members = await listMembersOf(db, project.organizationId);
  const roles = await selectProjectRolesIn(db, project.projectId);
  return members.filter(({ userId, role }) =>
    isAtLeast(effectiveRole({ organization: role, project: roles.get(userId) }), 'ADMIN'),
  );
}
