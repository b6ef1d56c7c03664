import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { changeDeletionState, isTelemetry, selectDeletion } from '#features/deletions';
import type { Deletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { Feature, Restored } from '#kernel/feature';
import { write } from '#kernel/verb';
import { finishRestore, ruleOf } from './finish-restore.ts';

/**
 * Brings back exactly what one operation took. Who made it may take it back; for others' it takes the permission. Of a
 * restore and a purge that meet, one wins: both begin by changing the same row.
 */
export const restoreDeletion = (features: readonly Feature[]) =>
  write({
    input: z.object({ deletionId: storableText().min(1).max(100) }),
    permission: 'trash:read',
    audit: ({ deletionId }, { entityType, renamed }: RestoredDeletion) => ({
      action: 'trash.restore',
      entityType: 'deletion',
      entityId: deletionId,
      details: { entityType, ...(renamed.length > 0 ? { renamed } : {}) },
    }),
    async run(ctx, { deletionId }): Promise<RestoredDeletion> {
      const deletion = await findRestorable(ctx, deletionId);
      if (!(await changeDeletionState(ctx.db, { id: deletionId, from: ['HIDDEN'], to: 'RESTORING' })))
        throw new AppError('conflict', 'Somebody else was faster: the deletion is being restored or removed for good');
      if (isTelemetry(deletion.entityType))
        return { entityType: deletion.entityType, counts: deletion.counts, renamed: [] };
      const restored = await ruleOf(features, deletion).restore(ctx, { ...deletion, db: ctx.db });
      await changeDeletionState(ctx.db, { id: deletionId, from: ['RESTORING'], to: 'RESTORED' });
      return { entityType: deletion.entityType, ...restored };
    },
    async committed(ctx, { deletionId }) {
      const deletion = await selectDeletion(ctx.db, { projectId: ctx.projectId, id: deletionId });
      if (deletion?.state === 'RESTORING') await finishRestore(ctx, deletion);
    },
  });

export interface RestoredDeletion extends Restored {
  entityType: string;
}

async function findRestorable(ctx: ProjectCtx, deletionId: string): Promise<Deletion> {
  const deletion = await selectDeletion(ctx.db, { projectId: ctx.projectId, id: deletionId });
  if (!deletion) throw new AppError('not_found', 'There is no such deletion in this project');
  if (!ctx.actor.may('trash:restore') && deletion.requestedById !== ctx.actor.id)
    throw new AppError('forbidden', 'You may take back your own deletions only; an admin can restore this one');
  const refusal = REFUSALS[deletion.state];
  if (refusal) throw new AppError('conflict', refusal);
  return deletion;
}

const REFUSALS: Partial<Record<Deletion['state'], string>> = {
  HIDING: 'The deletion is still at work; it can be taken back in a moment',
  RESTORING: 'This is being restored already',
  RESTORED: 'This was restored already',
  PURGING: 'This is being removed for good and cannot come back',
  PURGED: 'This was removed for good',
  FAILED: 'This is being removed for good and cannot come back',
};
