import { OrganizationId } from '@tidemark/contract/ids';
import { userActor } from '#features/accounts';
import type { ActingUser } from '#features/accounts';
import { AppError } from '#domain/errors';
import { ORGANIZATION_PERMISSIONS, mayRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { Actor } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { selectMemberRole } from './store/members.sql.ts';

export interface OpenedOrganization {
  actor: Actor;
  organizationId: OrganizationId;
  role: Role;
}

/** The organization as a signed-in person may use it. `not_found` for who does not belong to it, whether or not it exists. */
export async function openOrganization(
  engines: { db: Db },
  user: ActingUser,
  rawOrganizationId: unknown,
): Promise<OpenedOrganization> {
  const id = OrganizationId.safeParse(rawOrganizationId);
  const role = id.success ? await selectMemberRole(engines.db, { organizationId: id.data, userId: user.id }) : null;
  if (!id.success || role === null) throw new AppError('not_found', 'There is no such organization');
  const may = (permission: Parameters<Actor['may']>[0]) =>
    permission in ORGANIZATION_PERMISSIONS && mayRole(role, permission);
  return { actor: userActor(user, may), organizationId: id.data, role };
}
