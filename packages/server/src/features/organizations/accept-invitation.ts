import { z } from 'zod';
import { getAccount } from '#features/accounts';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { hashInvitationToken } from './invitation-token.ts';
import { markAccepted, selectInvitationByToken } from './store/invitations.sql.ts';
import type { InvitationRow } from './store/invitations.sql.ts';
import { insertMember } from './store/members.sql.ts';
import { selectOrganization } from './store/organizations.sql.ts';

/** A signed-in person follows the link of an invitation to their address. */
export const acceptInvitation = write({
  input: z.object({ token: z.string().min(1).max(200) }),
  permission: 'account:self',
  async run(ctx, { token }) {
    const invitation = await findOpenInvitation(ctx, token);
    if (!invitation) throw new AppError('not_found', 'This invitation has expired, was used or was withdrawn');
    const account = await getAccount(ctx.db, ctx.actor.id);
    if (account.email !== invitation.email) {
      throw new AppError(
        'precondition_failed',
        'This invitation is for another address: sign in with that one to accept it',
      );
    }
    await takeUp(ctx, invitation, ctx.actor.id);
    return { organizationId: invitation.organizationId, role: invitation.role };
  },
  audit: (_input, { organizationId, role }) => ({
    action: 'invitation.accept',
    entityType: 'organization',
    entityId: organizationId,
    details: { role },
  }),
});

export async function findOpenInvitation(
  engines: Pick<Engines, 'db' | 'clock'>,
  token: string,
): Promise<InvitationRow | null> {
  const invitation = await selectInvitationByToken(engines.db, hashInvitationToken(token));
  if (!invitation || invitation.expiresAt.getTime() <= engines.clock.nowMs()) return null;
  return (await selectOrganization(engines.db, invitation.organizationId)) ? invitation : null;
}

/** Makes the person a member, once. Who is one already keeps their role. */
export async function takeUp(
  engines: Pick<Engines, 'db' | 'clock'>,
  invitation: InvitationRow,
  userId: string,
): Promise<void> {
  const at = new Date(engines.clock.nowMs());
  if (!(await markAccepted(engines.db, { id: invitation.id, userId, at }))) {
    throw new AppError('conflict', 'This invitation was used or withdrawn a moment ago');
  }
  await insertMember(engines.db, { organizationId: invitation.organizationId, userId, role: invitation.role, at });
}
