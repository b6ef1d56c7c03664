import type { SignUpInvitations } from '#features/accounts';
import { recordAudit } from '#features/audit-log';
import { userActor } from '#features/accounts';
import type { Engines } from '#kernel/ctx';
import { findOpenInvitation, takeUp } from './accept-invitation.ts';
import { selectInvitationsTo } from './store/invitations.sql.ts';
import type { InvitationRow } from './store/invitations.sql.ts';
import { selectOrganization } from './store/organizations.sql.ts';

type Needed = Pick<Engines, 'db' | 'clock'>;
type User = { id: string; email: string };

/**
 * What becomes of invitations when people sign up. A link proves that one invitation was meant for its reader; only a
 * confirmed address proves it for all others, since whoever invites can read their own link.
 */
export function createSignUpInvitations(engines: Needed): SignUpInvitations {
  return {
    async find(token) {
      const invitation = await findOpenInvitation(engines, token);
      const organization = invitation && (await selectOrganization(engines.db, invitation.organizationId));
      return invitation && organization
        ? { email: invitation.email, role: invitation.role, organizationName: organization.name }
        : null;
    },
    async accept(token, user) {
      const invitation = await findOpenInvitation(engines, token);
      if (invitation?.email === user.email) await join(engines, invitation, user);
    },
    async acceptAll(user) {
      for (const invitation of await selectInvitationsTo(engines.db, user.email)) {
        if (invitation.expiresAt.getTime() > engines.clock.nowMs()) await join(engines, invitation, user);
      }
    },
  };
}

function join(engines: Needed, invitation: InvitationRow, user: User): Promise<void> {
  return engines.db.transaction().execute(async (db) => {
    await takeUp({ ...engines, db }, invitation, user.id);
    const entry = { action: 'invitation.accept', entityType: 'organization', entityId: invitation.organizationId };
    await recordAudit(
      { ...engines, db, actor: userActor(user, () => false) },
      { ...entry, details: { role: invitation.role } },
    );
  });
}
