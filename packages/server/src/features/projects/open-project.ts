import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { userActor } from '#features/accounts';
import type { ActingUser } from '#features/accounts';
import { AppError } from '#domain/errors';
import { ORGANIZATION_PERMISSIONS, mayRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { Actor } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { resolveProjectAccess } from './project-access.ts';

export interface OpenedProject {
  actor: Actor;
  organizationId: OrganizationId;
  projectId: ProjectId;
  role: Role;
}

/** The project as a signed-in person may use it. `not_found` for who may not see it, whether or not it exists. */
export async function openProject(
  engines: { db: Db },
  user: ActingUser,
  rawProjectId: unknown,
  options: { alsoDeleted?: boolean } = {},
): Promise<OpenedProject> {
  const id = ProjectId.safeParse(rawProjectId);
  const key = id.success ? { userId: user.id, projectId: id.data } : null;
  const access = key && (await resolveProjectAccess(engines.db, key, options));
  if (!id.success || !access) throw new AppError('not_found', 'There is no such project');
  const { role, organizationRole } = access;
  const actor = userActor(user, (permission) =>
    mayRole(permission in ORGANIZATION_PERMISSIONS ? organizationRole : role, permission),
  );
  return { actor, organizationId: OrganizationId.parse(access.organizationId), projectId: id.data, role };
}
