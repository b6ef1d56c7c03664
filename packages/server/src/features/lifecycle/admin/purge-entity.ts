import { storableText } from '@tidemark/contract/storable-text';
import { makeDue } from '#features/deletions';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { AdminEntity, getOperation } from './restore-entity.ts';

/** Ends the days of grace of one operation in the trash: a worker removes for good what it took. Projects take two admins. */
export const adminPurgeOperation = write({
  input: AdminEntity.extend({ reason: storableText().trim().min(1).max(1000) }),
  permission: 'instance:admin',
  async run(ctx, { entityType, id }) {
    const { projectId, organizationId } = await getOperation(ctx, { entityType, id });
    if (!(await makeDue(ctx.db, id)))
      throw new AppError('conflict', 'Only what is in the trash can be removed for good');
    return { status: 'due' as const, expiresAt: null, projectId, organizationId };
  },
  audit: ({ entityType, id, reason }, { projectId, organizationId }) => ({
    action: 'admin.purge_ordered',
    entityType: 'deletion',
    entityId: id,
    projectId,
    organizationId,
    details: { entityType, reason },
  }),
});
