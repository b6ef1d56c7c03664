import { z } from 'zod';
import { AppError } from '#domain/errors';
import { ROLES } from '#domain/permissions';
import type { OrganizationCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import type { Mail } from '#platform/mail/mailer';
import { newInvitationToken } from './invitation-token.ts';
import { listMembersOf } from './list-members.ts';
import { actingRole, refuseAboveOwn } from './membership.ts';
import { insertInvitation, markRevoked } from './store/invitations.sql.ts';
import type { InvitationRow } from './store/invitations.sql.ts';
import { lockOrganization, selectOrganization } from './store/organizations.sql.ts';

const VALID_MS = 7 * 24 * 3600 * 1000;

/**
 * Sends a link that makes its reader a member. An open invitation to the same address is replaced. The link is also
 * in the answer, this once, for instances without a mail server. Nothing is kept when the mail cannot be sent.
 */
export const createInvitation = write({
  input: z.object({ email: z.email().max(254).toLowerCase(), role: z.enum(ROLES).default('MEMBER') }),
  permission: 'organizationMembers:write',
  async run(ctx, { email, role }) {
    refuseAboveOwn({ own: await actingRole(ctx), granted: role });
    await lockOrganization(ctx.db, ctx.organizationId);
    await refuseMember(ctx, email);
    const at = ctx.clock.nowMs();
    await markRevoked(ctx.db, { organizationId: ctx.organizationId, email, at: new Date(at) });
    const { token, tokenHash } = newInvitationToken();
    const row: InvitationRow = {
      id: ctx.clock.newId(),
      organizationId: ctx.organizationId,
      email,
      role,
      invitedBy: ctx.actor.kind === 'user' ? ctx.actor.id : null,
      createdAt: new Date(at),
      expiresAt: new Date(at + VALID_MS),
    };
    await insertInvitation(ctx.db, { ...row, tokenHash });
    const link = `${ctx.publicUrl}/invite/${token}`;
    await send(ctx, { email, link });
    return { id: row.id, email, role, expiresAt: row.expiresAt.toISOString(), link };
  },
  audit: ({ email, role }, { id }) => ({
    action: 'invitation.create',
    entityType: 'invitation',
    entityId: id,
    details: { email, role },
  }),
});

async function refuseMember(ctx: OrganizationCtx, email: string): Promise<void> {
  const members = await listMembersOf(ctx.db, ctx.organizationId);
  if (members.some((member) => member.email === email)) {
    throw new AppError('conflict', 'Somebody with this e-mail is a member already');
  }
}

async function send(ctx: OrganizationCtx, invitation: { email: string; link: string }): Promise<void> {
  const organization = await selectOrganization(ctx.db, ctx.organizationId);
  const mail = invitationMail({ ...invitation, organization: organization?.name ?? '', inviter: ctx.actor.name });
  await ctx.mail.send(mail).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The mail with the invitation could not be sent, so nobody was invited', {
      cause,
    });
  });
}

function invitationMail(facts: { email: string; link: string; organization: string; inviter: string }): Mail {
  return {
    to: facts.email,
    subject: `${facts.inviter} invites you to ${facts.organization} on Tidemark`,
    text: `${facts.inviter} invites you to the organization "${facts.organization}". To join, open this link within a week:

${facts.link}

The link works once, and only for this address. If you expected nothing of the kind, you can leave this mail alone.
`,
  };
}
