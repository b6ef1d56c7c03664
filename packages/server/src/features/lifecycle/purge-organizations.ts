import { eraseKeysOfOrganization } from '#features/api-keys';
import { recordAudit } from '#features/audit-log';
import { eraseOrganization, lockDueOrganization } from '#features/organizations';
import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';

const EVERY_MS = 60_000;
const SYSTEM = { kind: 'system' as const, id: 'system', name: 'system', may: () => true };

export const organizationChore: Chore = {
  name: 'purge-organizations',
  group: 'lifecycle',
  everyMs: EVERY_MS,
  run: (engines) => purgeOrganizations(engines),
};

/**
 * Removes every organization whose grace is over, with members, invitations and keys, each in one transaction. One that
 * a project holds after all, by the database's own rule, is passed over until the next round.
 */
export async function purgeOrganizations(engines: Engines): Promise<void> {
  const failed: string[] = [];
  for (;;) {
    const tried: { id?: string } = {};
    try {
      if (!(await purgeNext(engines, failed, tried))) return;
    } catch (error) {
      if (tried.id === undefined) throw error;
      failed.push(tried.id);
      engines.log.error({ err: error, organizationId: tried.id }, 'an organization could not be removed');
    }
  }
}

/** False when there is none. */
function purgeNext({ db, clock }: Engines, except: readonly string[], tried: { id?: string }): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const due = await lockDueOrganization(transaction, { except });
    if (!due) return false;
    const { id, deletionId } = due;
    tried.id = id;
    await eraseKeysOfOrganization(transaction, id);
    await eraseOrganization(transaction, id);
    const entry = { action: 'organization.purged', entityType: 'organization', entityId: id, details: { deletionId } };
    await recordAudit({ db: transaction, clock, actor: SYSTEM, organizationId: id }, entry);
    return true;
  });
}
