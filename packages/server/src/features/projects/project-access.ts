import { findMemberRole } from '#features/organizations';
import { effectiveRole, mayRole } from '#domain/permissions';
import type { ProjectPermission, Role } from '#domain/permissions';
import type { Db } from '#platform/postgres/db';
import { selectProjectRole } from './store/project-members.sql.ts';
import { selectProject, selectReadableProject } from './store/projects.sql.ts';
import type { ProjectStatus } from './store/projects.sql.ts';

export interface ProjectAccess {
  organizationId: string;
  /** What counts within the project; never NONE. */
  role: Role;
  organizationRole: Role;
}

/**
 * What the person may be in the project, or null where it should not exist for them. One that is being deleted is there
 * only for those who come to see to that (`alsoDeleted`).
 */
export async function resolveProjectAccess(
  db: Db,
  key: { userId: string; projectId: string },
  { alsoDeleted = false }: { alsoDeleted?: boolean } = {},
): Promise<ProjectAccess | null> {
  const project = alsoDeleted ? await selectProject(db, key.projectId) : await selectReadableProject(db, key.projectId);
  if (!project) return null;
  const { organizationId } = project;
  const organizationRole = await findMemberRole(db, { organizationId, userId: key.userId });
  if (organizationRole === null) return null;
  const role = effectiveRole({ organization: organizationRole, project: await selectProjectRole(db, key) });
  return role === 'NONE' ? null : { organizationId, role, organizationRole };
}

/** Whether the person may do this in the project, in whatever state that is: for those who ask on behalf of a person. */
export async function mayInProject(
  db: Db,
  key: { userId: string; projectId: string },
  permission: ProjectPermission,
): Promise<boolean> {
  const access = await resolveProjectAccess(db, key, { alsoDeleted: true });
  return access !== null && mayRole(access.role, permission);
}

export interface ProjectState {
  organizationId: string;
  status: ProjectStatus;
  epoch: number;
  /** While it is being deleted; null also then when it is never purged. */
  purgeAfter: Date | null;
}

/** Where a project is in its life, in any state: for keys and queues, which outlive it for a moment. */
export async function findProjectState(db: Db, projectId: string): Promise<ProjectState | null> {
  const project = await selectProject(db, projectId);
  if (!project) return null;
  const { organizationId, status, epoch, deletion } = project;
  return { organizationId, status, epoch, purgeAfter: deletion?.purgeAfter ?? null };
}
