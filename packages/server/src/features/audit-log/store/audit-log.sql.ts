import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';

export interface AuditLogSelection {
  organizationId?: string;
  projectId?: string;
  /** Only entries older than this id. */
  before: number | null;
  limit: number;
}

export async function insertAuditEntry(db: Db, entry: Insertable<Tables['audit_log']>): Promise<void> {
  await db.insertInto('audit_log').values(entry).execute();
}

/** Pages by id, which is the order of writing: an entry that commits late cannot shift a page that was already read. */
export function selectAuditEntries(db: Db, selection: AuditLogSelection) {
  let query = db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(selection.limit);
  if (selection.organizationId !== undefined) query = query.where('organization_id', '=', selection.organizationId);
  if (selection.projectId !== undefined) query = query.where('project_id', '=', selection.projectId);
  if (selection.before !== null) query = query.where('id', '<', selection.before);
  return query.execute();
}
