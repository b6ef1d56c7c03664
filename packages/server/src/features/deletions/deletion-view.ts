import type { PublicDeletion } from '@tidemark/contract/rest/deletions';
import type { Deletion } from './store/deletions.sql.ts';

export type DeletionView = PublicDeletion;

export function deletionView(row: Deletion): DeletionView {
  return {
    id: row.id,
    projectId: row.projectId,
    entityType: row.entityType,
    entityId: row.entityId,
    entityName: row.entityName,
    reason: row.reason || null,
    requestedBy: { kind: row.requestedByKind, name: row.requestedByName },
    requestedAt: row.requestedAt.toISOString(),
    purgeAfter: row.purgeAfter?.toISOString() ?? null,
    state: row.state,
    stateUpdatedAt: row.stateUpdatedAt.toISOString(),
    counts: row.counts,
    progress: row.progress,
    receipt: row.receipt ?? null,
    lastError: row.lastError,
  };
}
