import type { Actor, AuditEntry } from '#kernel/ctx';
import type { Clock } from '#platform/clock/clock';
import type { Db } from '#platform/postgres/db';
import { appendAuditEntry } from './store/append-entry.sql.ts';

interface AuditScope {
  db: Db;
  clock: Clock;
  actor: Actor;
  organizationId?: string | undefined;
  projectId?: string | undefined;
}

/**
 * Writes an entry through the scope's `db`, at the end of its organization's chain. A verb outside of an organization
 * or project that makes one names it as the entity, and the entry then belongs to it.
 */
export async function recordAudit(
  scope: AuditScope,
  entry: AuditEntry,
  request: { ip?: string | undefined } = {},
): Promise<void> {
  await appendAuditEntry(scope.db, {
    at: new Date(scope.clock.nowMs()),
    organization_id: scope.organizationId ?? entry.organizationId ?? entityOf(entry, 'organization'),
    project_id: scope.projectId ?? entry.projectId ?? entityOf(entry, 'project'),
    actor_kind: scope.actor.kind,
    actor_id: scope.actor.id,
    actor_name: scope.actor.name,
    action: entry.action,
    entity_type: entry.entityType ?? null,
    entity_id: entry.entityId ?? null,
    details: entry.details ?? {},
    ip: request.ip ?? null,
  });
}

function entityOf(entry: AuditEntry, type: 'organization' | 'project'): string | null {
  return entry.entityType === type ? (entry.entityId ?? null) : null;
}
