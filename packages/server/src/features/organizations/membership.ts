import { AppError } from '#domain/errors';
import { isAtLeast, mayGrant } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { OrganizationCtx } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { selectMemberRole } from './store/members.sql.ts';
import { selectOrganization } from './store/organizations.sql.ts';

/** The person's role in the organization, null for who does not belong to it. */
export function findMemberRole(db: Db, key: { organizationId: string; userId: string }): Promise<Role | null> {
  return selectMemberRole(db, key);
}

export async function findOrganization(db: Db, organizationId: string): Promise<{ id: string; name: string } | null> {
  return (await selectOrganization(db, organizationId)) ?? null;
}

/** The acting role, read anew: it may have changed since the scope was opened. A key of the organization was made by an owner. */
export async function actingRole(ctx: Pick<OrganizationCtx, 'db' | 'actor' | 'organizationId'>): Promise<Role> {
  if (ctx.actor.kind !== 'user') return 'OWNER';
  return (await selectMemberRole(ctx.db, { organizationId: ctx.organizationId, userId: ctx.actor.id })) ?? 'NONE';
}

/** Throws `forbidden` when the change reaches above the acting person's own role. */
export function refuseAboveOwn(change: { own: Role; granted: Role; current?: Role | null }): void {
  if (mayGrant(change)) return;
  throw new AppError(
    'forbidden',
    isAtLeast(change.own, change.granted)
      ? `You are ${change.own} and cannot change somebody who is ${change.current}`
      : `You are ${change.own} and cannot make somebody ${change.granted}`,
  );
}
