import { userActor } from '#features/accounts';
import type { SecondFactorChange } from '#features/accounts';
import { recordAudit } from '#features/audit-log';
import type { Engines } from '#kernel/ctx';
import { selectOrganizationsOf } from './store/organizations.sql.ts';

/** On record in every organization that the person belongs to: each of them relies on it. */
export function recordSecondFactor(
  engines: Pick<Engines, 'db' | 'clock'>,
  { user, enabled, ip }: SecondFactorChange,
): Promise<void> {
  const action = enabled ? 'account.second_factor_on' : 'account.second_factor_off';
  const entry = { action, entityType: 'user', entityId: user.id };
  return engines.db.transaction().execute(async (db) => {
    const scope = { db, clock: engines.clock, actor: userActor(user, () => false) };
    const organizations = await selectOrganizationsOf(db, user.id);
    for (const { id } of organizations) await recordAudit({ ...scope, organizationId: id }, entry, { ip });
    if (organizations.length === 0) await recordAudit(scope, entry, { ip });
  });
}
