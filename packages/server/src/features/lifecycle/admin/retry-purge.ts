import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { makePurgeDue } from '../store/purge-stats.sql.ts';
import { getAnyProject } from './admin-project-view.ts';

/** A purge that failed does not wait for its next turn: for whoever has mended what was in its way. */
export const adminRetryPurge = write({
  input: z.object({ id: storableText().min(1).max(100) }),
  permission: 'instance:admin',
  async run(ctx, { id }) {
    const { organizationId } = await getAnyProject(ctx, id);
    if (!(await makePurgeDue(ctx.db, id))) throw new AppError('conflict', 'No removal of this project is waiting');
    return { id, organizationId };
  },
  audit: (_input, { id, organizationId }) => ({
    action: 'project.purge_retried',
    entityType: 'project',
    entityId: id,
    projectId: id,
    organizationId,
  }),
});
