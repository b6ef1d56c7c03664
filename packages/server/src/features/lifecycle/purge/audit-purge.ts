import { recordAudit } from '#features/audit-log';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';

/** Every change of state of a purge has exactly one entry, in its transaction. */
export function auditPurge(
  { clock }: Pick<Engines, 'clock'>,
  db: Db,
  of: { organizationId: string; projectId: string; action: string; details?: Record<string, unknown> },
): Promise<void> {
  const { organizationId, projectId, action, details = {} } = of;
  const actor = { kind: 'system' as const, id: 'system', name: 'system', may: () => true };
  const entry = { action, entityType: 'project', entityId: projectId, details };
  return recordAudit({ db, clock, actor, organizationId, projectId }, entry);
}
