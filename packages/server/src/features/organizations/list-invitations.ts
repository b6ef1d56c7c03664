import { z } from 'zod';
import { InvitationId } from '@tidemark/contract/ids';
import { listPeople } from '#features/accounts';
import { AppError } from '#domain/errors';
import { read, write } from '#kernel/verb';
import { markRevoked, selectOpenInvitations } from './store/invitations.sql.ts';

/** Invitations that wait for an answer; those that ran out are marked, so that they can be sent anew. */
export const listInvitations = read({
  input: z.object({}).default({}),
  permission: 'organizationMembers:read',
  async run(ctx) {
    const invitations = await selectOpenInvitations(ctx.db, ctx.organizationId);
    const people = await listPeople(
      ctx.db,
      invitations.flatMap(({ invitedBy }) => invitedBy ?? []),
    );
    return invitations.map(({ id, email, role, invitedBy, createdAt, expiresAt }) => ({
      id,
      email,
      role,
      invitedBy: (invitedBy && people.get(invitedBy)?.email) || null,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      expired: expiresAt.getTime() <= ctx.clock.nowMs(),
    }));
  },
});

export const revokeInvitation = write({
  input: z.object({ invitationId: InvitationId }),
  permission: 'organizationMembers:write',
  audit: ({ invitationId }) => ({ action: 'invitation.revoke', entityType: 'invitation', entityId: invitationId }),
  async run(ctx, { invitationId }) {
    const at = new Date(ctx.clock.nowMs());
    const revoked = await markRevoked(ctx.db, { organizationId: ctx.organizationId, id: invitationId, at });
    if (revoked.length === 0) throw new AppError('not_found', 'There is no such open invitation');
    return { id: invitationId };
  },
});
