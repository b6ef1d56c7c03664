import type { Selectable } from 'kysely';
import type { Tables } from '#platform/postgres/db';

export interface AuditLogRow {
  id: string;
  /** ISO time. */
  at: string;
  actor: { kind: string; id: string; name: string };
  action: string;
  entityType: string | null;
  entityId: string | null;
  projectId: string | null;
  details: unknown;
  ip: string | null;
  /** Place in the organization's chain; null for entries from before there was one. */
  sequence: number | null;
}

export function auditEntryView(entry: Selectable<Tables['audit_log']>): AuditLogRow {
  return {
    id: String(entry.id),
    at: entry.at.toISOString(),
    actor: { kind: entry.actor_kind, id: entry.actor_id, name: entry.actor_name },
    action: entry.action,
    entityType: entry.entity_type,
    entityId: entry.entity_id,
    projectId: entry.project_id,
    details: entry.details,
    ip: entry.ip,
    sequence: entry.sequence,
  };
}
