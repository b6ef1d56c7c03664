import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { deleteModelById } from './store/models.sql.ts';

/** Only a project's own model; what it has priced keeps its cost. */
export const deleteModel = write({
  input: z.object({ modelId: storableText().min(1).max(200) }),
  permission: 'models:write',
  audit: ({ modelId }) => ({ action: 'models.delete', entityType: 'model', entityId: modelId }),
  async run(ctx, { modelId }) {
    if (!(await deleteModelById(ctx.db, { projectId: ctx.projectId, modelId })))
      throw new AppError('not_found', 'The project has no model of its own with this id');
  },
});
