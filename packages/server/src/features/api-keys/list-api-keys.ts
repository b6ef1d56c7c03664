import { z } from 'zod';
import { read } from '#kernel/verb';
import type { Db } from '#platform/postgres/db';
import { listMembersOf } from '#features/organizations';
import { selectApiKeys } from './store/api-keys.sql.ts';

/** Valid and expired keys of the project; revoked ones are only in the audit log. */
export const listApiKeys = read({
  input: z.object({}).default({}),
  permission: 'apiKeys:read',
  run: (ctx) => list(ctx.db, ctx.organizationId, ctx.projectId),
});

export const listOrganizationApiKeys = read({
  input: z.object({}).default({}),
  permission: 'organizationApiKeys:read',
  run: (ctx) => list(ctx.db, ctx.organizationId, null),
});

async function list(db: Db, organizationId: string, projectId: string | null) {
  const keys = await selectApiKeys(db, { organizationId, projectId });
  const members = await listMembersOf(db, organizationId);
  const emails = new Map(members.map(({ userId, email }) => [userId, email]));
  return keys.map((key) => ({
    id: key.id,
    publicKey: key.public_key,
    displaySecretKey: key.display_secret,
    note: key.note,
    /** E-mail, or null when made by the settings or by somebody who left. */
    createdBy: (key.created_by && emails.get(key.created_by)) || null,
    createdAt: key.created_at.toISOString(),
    expiresAt: key.expires_at?.toISOString() ?? null,
    lastUsedAt: key.last_used_at?.toISOString() ?? null,
  }));
}
