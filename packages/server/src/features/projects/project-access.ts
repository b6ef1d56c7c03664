import { findMemberRole } from '#features/organizations';
import { effectiveRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
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

/** What the person may be in the project, or null where it should not exist for them. */
export async function resolveProjectAccess(
  db: Db,
  key: { userId: string; projectId: string },
): Promise<ProjectAccess | null> {
  const project = await selectReadableProject(db, key.projectId);
  if (!project) return null;
  const { organizationId } = project;
  const organizationRole = await findMemberRole(db, { organizationId, userId: key.userId });
  if (organizationRole === null) return null;
  const role = effectiveRole({ organization: organizationRole, project: await selectProjectRole(db, key) });
  return role === 'NONE' ? null : { organizationId, role, organizationRole };
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
