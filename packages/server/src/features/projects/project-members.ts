import { z } from 'zod';
import { UserId } from '@tidemark/contract/ids';
import { listMembersOf, findMemberRole, refuseAboveOwn } from '#features/organizations';
import { AppError } from '#domain/errors';
import { ROLES, effectiveRole, isAtLeast } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { ProjectCtx } from '#kernel/ctx';
import { read, write } from '#kernel/verb';
import {
  deleteProjectRole,
  selectProjectRole,
  selectProjectRolesIn,
  upsertProjectRole,
} from './store/project-members.sql.ts';

/** Everybody of the organization, with the role given for this project, if any, and the one that counts. */
export const listProjectMembers = read({
  input: z.object({}).default({}),
  permission: 'projectMembers:read',
  async run(ctx) {
    const members = await listMembersOf(ctx.db, ctx.organizationId);
    const roles = await selectProjectRolesIn(ctx.db, ctx.projectId);
    return members.map(({ role: organizationRole, ...member }) => {
      const projectRole = roles.get(member.userId) ?? null;
      const role = effectiveRole({ organization: organizationRole, project: projectRole });
      return { ...member, organizationRole, projectRole, role };
    });
  },
});

/** Gives a member of the organization another role within this project; null takes it back. */
export const setProjectRole = write({
  input: z.object({ userId: UserId, role: z.enum(ROLES).nullable() }),
  permission: 'projectMembers:write',
  async run(ctx, { userId, role }) {
    const { db, projectId, organizationId } = ctx;
    const organizationRole = await findMemberRole(db, { organizationId, userId });
    if (organizationRole === null) throw new AppError('not_found', 'There is no such member of the organization');
    const previousRole = await selectProjectRole(db, { projectId, userId });
    refuseAboveOwn({
      own: await actingRole(ctx),
      granted: role ?? organizationRole,
      current: effectiveRole({ organization: organizationRole, project: previousRole }),
    });
    const at = new Date(ctx.clock.nowMs());
    if (role === null) await deleteProjectRole(db, { projectId, userId });
    else await upsertProjectRole(db, { projectId, organizationId, userId, role, at });
    return { userId, role, previousRole };
  },
  audit: ({ userId, role }, { previousRole }) => ({
    action: 'projectMember.setRole',
    entityType: 'user',
    entityId: userId,
    details: { role, previousRole },
  }),
});

/** The higher of the roles in organization and project: an owner who is a viewer here can still make others owners. */
async function actingRole({ db, actor, organizationId, projectId }: ProjectCtx): Promise<Role> {
  if (actor.kind !== 'user') return 'OWNER';
  const organization = (await findMemberRole(db, { organizationId, userId: actor.id })) ?? 'NONE';
  const project = (await selectProjectRole(db, { projectId, userId: actor.id })) ?? 'NONE';
  return isAtLeast(organization, project) ? organization : project;
}
