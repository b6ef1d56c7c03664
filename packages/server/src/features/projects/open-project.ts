import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { userActor } from '#features/accounts';
import type { ActingUser } from '#features/accounts';
import { findMemberRole } from '#features/organizations';
import { AppError } from '#domain/errors';
import { ORGANIZATION_PERMISSIONS, isAtLeast, mayRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { Actor } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { resolveProjectAccess } from './project-access.ts';
import { findTombstone } from './tombstones.ts';

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
  if (key && !access && options.alsoDeleted) await refusePurged(engines.db, key);
  if (!id.success || !access) throw new AppError('not_found', 'There is no such project');
  const { role, organizationRole } = access;
  const actor = userActor(user, (permission) =>
    mayRole(permission in ORGANIZATION_PERMISSIONS ? organizationRole : role, permission),
  );
  return { actor, organizationId: OrganizationId.parse(access.organizationId), projectId: id.data, role };
}

/** Who could have taken the deletion back is told that it is too late, and where the proof is. */
async function refusePurged(db: Db, { userId, projectId }: { userId: string; projectId: string }): Promise<void> {
  const tombstone = await findTombstone(db, projectId);
  const role = tombstone && (await findMemberRole(db, { organizationId: tombstone.organization_id, userId }));
  if (!role || !isAtLeast(role, 'ADMIN')) return;
  throw new AppError('not_found', 'The project was removed for good', {
    httpStatus: 410,
    details: { certificateId: tombstone.certificate_id },
  });
}
