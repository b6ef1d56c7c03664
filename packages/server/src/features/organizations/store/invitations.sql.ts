import type { Role } from '#domain/permissions';
import type { Db } from '#platform/postgres/db';

export interface InvitationRow {
  id: string;
  organizationId: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

const COLUMNS = ['id', 'organization_id', 'email', 'role', 'invited_by', 'created_at', 'expires_at'] as const;

/** Neither used nor withdrawn; whether it has expired is for the caller's clock to say. */
function openInvitations(db: Db) {
  return db.selectFrom('invitations').select(COLUMNS).where('accepted_at', 'is', null).where('revoked_at', 'is', null);
}

export async function insertInvitation(db: Db, row: InvitationRow & { tokenHash: Buffer }): Promise<void> {
  await db
    .insertInto('invitations')
    .values({
      id: row.id,
      organization_id: row.organizationId,
      email: row.email,
      role: row.role,
      token_hash: row.tokenHash,
      invited_by: row.invitedBy,
      created_at: row.createdAt,
      expires_at: row.expiresAt,
    })
    .execute();
}

export async function selectOpenInvitations(db: Db, organizationId: string): Promise<InvitationRow[]> {
  const rows = await openInvitations(db).where('organization_id', '=', organizationId).orderBy('created_at').execute();
  return rows.map(fromRow);
}

export async function selectInvitationsTo(db: Db, email: string): Promise<InvitationRow[]> {
  const rows = await openInvitations(db).where('email', '=', email).orderBy('created_at').execute();
  return rows.map(fromRow);
}

export async function selectInvitationByToken(db: Db, tokenHash: Buffer): Promise<InvitationRow | null> {
  const row = await openInvitations(db).where('token_hash', '=', tokenHash).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Compare-and-set: of two that accept at once, one is told false. */
export async function markAccepted(db: Db, accepted: { id: string; userId: string; at: Date }): Promise<boolean> {
  const row = await db
    .updateTable('invitations')
    .set({ accepted_at: accepted.at, accepted_by: accepted.userId })
    .where('id', '=', accepted.id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Withdraws open invitations of the organization, by id or by address; says which. */
export async function markRevoked(
  db: Db,
  revoked: { organizationId: string; at: Date; id?: string; email?: string },
): Promise<string[]> {
  let query = db
    .updateTable('invitations')
    .set({ revoked_at: revoked.at })
    .where('organization_id', '=', revoked.organizationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null);
  if (revoked.id !== undefined) query = query.where('id', '=', revoked.id);
  if (revoked.email !== undefined) query = query.where('email', '=', revoked.email);
  return (await query.returning('id').execute()).map(({ id }) => id);
}

type Selected = Awaited<ReturnType<ReturnType<typeof openInvitations>['executeTakeFirstOrThrow']>>;

const fromRow = (row: Selected): InvitationRow => ({
  id: row.id,
  organizationId: row.organization_id,
  email: row.email,
  role: row.role as Role,
  invitedBy: row.invited_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});
