import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';

interface Owner {
  organizationId: string;
  /** Null for the keys of the organization itself. */
  projectId: string | null;
}

export async function insertApiKey(db: Db, key: Insertable<Tables['api_keys']>): Promise<void> {
  await db.insertInto('api_keys').values(key).execute();
}

export function selectApiKeys(db: Db, owner: Owner) {
  return ownedBy(db, owner)
    .select(['id', 'public_key', 'display_secret', 'note', 'created_by', 'created_at', 'expires_at', 'last_used_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** What authentication needs, in any state, in one round trip. */
export function selectKeyByPublicKey(db: Db, publicKey: string) {
  return db
    .selectFrom('api_keys')
    .select(['id', 'organization_id', 'project_id', 'secret_hash', 'expires_at'])
    .where('public_key', '=', publicKey)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** The public key of what was revoked, or null when there was no such valid key. */
export async function markKeyRevoked(db: Db, key: Owner & { id: string; at: Date }): Promise<string | null> {
  const row = await db
    .updateTable('api_keys')
    .set({ revoked_at: key.at })
    .where('id', '=', key.id)
    .where('organization_id', '=', key.organizationId)
    .where('project_id', 'is not distinct from', key.projectId)
    .where('revoked_at', 'is', null)
    .returning('public_key')
    .executeTakeFirst();
  return row?.public_key ?? null;
}

export async function markProjectKeysRevoked(db: Db, keys: { projectId: string; at: Date }): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ revoked_at: keys.at })
    .where('project_id', '=', keys.projectId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Never moves the time back: several processes note their uses. */
export async function touchKey(db: Db, key: { id: string; at: Date }): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: key.at })
    .where('id', '=', key.id)
    .where((is) => is.or([is('last_used_at', 'is', null), is('last_used_at', '<', key.at)]))
    .execute();
}

/** Of the organization itself and of whatever is left of its projects' keys. */
export async function deleteKeysOfOrganization(db: Db, organizationId: string): Promise<void> {
  await db.deleteFrom('api_keys').where('organization_id', '=', organizationId).execute();
}

export async function deleteKeysOfProject(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('api_keys').where('project_id', '=', projectId).execute();
}

function ownedBy(db: Db, owner: Owner) {
  return db
    .selectFrom('api_keys')
    .where('organization_id', '=', owner.organizationId)
    .where('project_id', 'is not distinct from', owner.projectId)
    .where('revoked_at', 'is', null);
}
