import { z } from 'zod';
import { UserId } from '@tidemark/contract/ids';
import { AppError } from '#domain/errors';
import { ROLES } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { OrganizationCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { actingRole, refuseAboveOwn } from './membership.ts';
import { countOwners, deleteMember, selectMemberRole, updateMemberRow } from './store/members.sql.ts';
import { lockOrganization } from './store/organizations.sql.ts';

export const updateMemberRole = write({
  input: z.object({ userId: UserId, role: z.enum(ROLES) }),
  permission: 'organizationMembers:write',
  async run(ctx, { userId, role }) {
    const previousRole = await lockMember(ctx, userId);
    refuseAboveOwn({ own: await actingRole(ctx), granted: role, current: previousRole });
    if (role !== 'OWNER') await refuseLastOwner(ctx, previousRole);
    await updateMemberRow(ctx.db, { organizationId: ctx.organizationId, userId, role });
    return { userId, role, previousRole };
  },
  audit: ({ userId, role }, { previousRole }) => ({
    action: 'organizationMember.updateRole',
    entityType: 'user',
    entityId: userId,
    details: { role, previousRole },
  }),
});

export const removeMember = write({
  input: z.object({ userId: UserId }),
  permission: 'organizationMembers:write',
  async run(ctx, { userId }) {
    const role = await lockMember(ctx, userId);
    refuseAboveOwn({ own: await actingRole(ctx), granted: 'NONE', current: role });
    await refuseLastOwner(ctx, role);
    await deleteMember(ctx.db, { organizationId: ctx.organizationId, userId });
    return { userId, role };
  },
  audit: ({ userId }, { role }) => ({
    action: 'organizationMember.remove',
    entityType: 'user',
    entityId: userId,
    details: { role },
  }),
});

/** Everybody may go, except the last owner. */
export const leaveOrganization = write({
  input: z.object({}).default({}),
  permission: 'organization:read',
  audit: 'organizationMember.leave',
  async run(ctx) {
    const role = await lockMember(ctx, ctx.actor.id);
    await refuseLastOwner(ctx, role);
    await deleteMember(ctx.db, { organizationId: ctx.organizationId, userId: ctx.actor.id });
    return { userId: ctx.actor.id, role };
  },
});

async function lockMember(ctx: OrganizationCtx, userId: string): Promise<Role> {
  await lockOrganization(ctx.db, ctx.organizationId);
  const role = await selectMemberRole(ctx.db, { organizationId: ctx.organizationId, userId });
  if (role === null) throw new AppError('not_found', 'There is no such member');
  return role;
}

async function refuseLastOwner(ctx: OrganizationCtx, role: Role): Promise<void> {
  if (role !== 'OWNER' || (await countOwners(ctx.db, ctx.organizationId)) > 1) return;
  throw new AppError('precondition_failed', 'An organization keeps at least one owner: make somebody else owner first');
}
