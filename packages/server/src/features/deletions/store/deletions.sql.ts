import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export type DeletionState = 'HIDING' | 'HIDDEN' | 'RESTORING' | 'RESTORED' | 'PURGING' | 'PURGED' | 'FAILED';

export interface InsertDeletion {
  id: string;
  organizationId: string;
  projectId: string;
  actor: { kind: string; id: string; name: string };
  entityType: string;
  entityId?: string;
  entityName: string;
  selection: Readonly<Record<string, unknown>>;
  reason?: string;
  state: DeletionState;
  counts?: Readonly<Record<string, number>>;
  graceDays: number | null;
}

/** The database's clock says when it becomes final, once and for all. */
export async function insertDeletion(db: Db, deletion: InsertDeletion): Promise<void> {
  await db
    .insertInto('deletions')
    .values({
      id: deletion.id,
      organization_id: deletion.organizationId,
      project_id: deletion.projectId,
      entity_type: deletion.entityType,
      entity_id: deletion.entityId ?? null,
      entity_name: deletion.entityName,
      selection: JSON.stringify(deletion.selection),
      reason: deletion.reason ?? '',
      requested_by_kind: deletion.actor.kind,
      requested_by_id: deletion.actor.id,
      requested_by_name: deletion.actor.name,
      state: deletion.state,
      counts: JSON.stringify(deletion.counts ?? {}),
      purge_after: deletion.graceDays === null ? null : sql<Date>`now() + ${deletion.graceDays} * interval '1 day'`,
    })
    .execute();
}

export async function deleteProjectDeletions(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('deletions').where('project_id', '=', projectId).execute();
}
