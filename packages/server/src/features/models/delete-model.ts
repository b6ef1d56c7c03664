import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { openDeletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { selectModelName, takeModel } from './store/deleted-models.sql.ts';

/** Only a project's own model; what it has priced keeps its cost. It can be restored for some days. */
export const deleteModel = write({
  input: z.object({
    modelId: storableText().min(1).max(200),
    reason: storableText().max(1000).optional(),
  }),
  permission: 'models:write',
  audit: ({ modelId }, { deletionId }: { deletionId: string }) => ({
    action: 'models.delete',
    entityType: 'model',
    entityId: modelId,
    details: { deletionId },
  }),
  async run(ctx, { modelId, reason = '' }): Promise<{ deletionId: string }> {
    const { db, projectId } = ctx;
    const name = await selectModelName(db, { projectId, modelId });
    if (name === null) throw new AppError('not_found', 'The project has no model of its own with this id');
    const deletionId = await openDeletion(ctx, {
      entityType: 'model',
      entityId: modelId,
      entityName: name,
      selection: { modelId },
      reason,
      state: 'HIDDEN',
      counts: { models: 1 },
    });
    if (!(await takeModel(db, { projectId, modelId, deletionId, by: ctx.actor.name, reason })))
      throw new AppError('conflict', 'Somebody else deleted this model at the same moment');
    return { deletionId };
  },
});
