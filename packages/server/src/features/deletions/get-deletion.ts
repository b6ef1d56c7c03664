import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { deletionView } from './deletion-view.ts';
import type { DeletionView } from './deletion-view.ts';
import { selectDeletion } from './store/deletions.sql.ts';

/** How far an operation is, and when it is over, the receipt. */
export const getDeletion = read({
  input: z.object({ deletionId: storableText().min(1).max(100) }),
  permission: 'trash:read',
  async run(ctx, { deletionId }): Promise<DeletionView> {
    const found = await selectDeletion(ctx.db, { projectId: ctx.projectId, id: deletionId });
    if (!found) throw new AppError('not_found', 'There is no such deletion in this project');
    return deletionView(found);
  },
});
