import type { Engines } from '#kernel/ctx';
import { insertMember } from './store/members.sql.ts';
import { insertOrganization, selectOrganizationsOf } from './store/organizations.sql.ts';

/**
 * The organization of the first person that the settings name; without a name any of theirs will do, since they may
 * have renamed the first one. Made, with them as its owner, when there is none.
 */
export async function ensureOrganization(
  engines: Pick<Engines, 'db' | 'clock'>,
  wanted: { ownerId: string; name?: string | undefined; fallbackName: string },
): Promise<{ id: string }> {
  const { db, clock } = engines;
  const organizations = await selectOrganizationsOf(db, wanted.ownerId);
  const known = wanted.name === undefined ? organizations[0] : organizations.find(({ name }) => name === wanted.name);
  if (known) return { id: known.id };
  const id = clock.newId();
  const at = new Date(clock.nowMs());
  await insertOrganization(db, { id, name: wanted.name ?? wanted.fallbackName, at });
  await insertMember(db, { organizationId: id, userId: wanted.ownerId, role: 'OWNER', at });
  return { id };
}
