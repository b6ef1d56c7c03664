import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { makeDue, selectDeletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';

/** Does not wait for the days of grace: what the operation took is removed for good as soon as a worker gets to it. */
export const purgeDeletion = write({
  input: z.object({ deletionId: storableText().min(1).max(100), reason: storableText().min(1).max(1000) }),
  permission: 'trash:purge',
  audit: ({ deletionId, reason }) => ({
    action: 'trash.purge',
    entityType: 'deletion',
    entityId: deletionId,
    details: { reason },
  }),
  async run(ctx, { deletionId }): Promise<{ deletionId: string }> {
    const deletion = await selectDeletion(ctx.db, { projectId: ctx.projectId, id: deletionId });
    if (!deletion) throw new AppError('not_found', 'There is no such deletion in this project');
    if (!(await makeDue(ctx.db, deletionId)))
      throw new AppError('conflict', 'Only what is in the trash can be removed for good');
    return { deletionId };
  },
});
