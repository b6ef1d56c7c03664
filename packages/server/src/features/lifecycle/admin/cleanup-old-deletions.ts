import { createHash } from 'node:crypto';
import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { makeDue, selectOldDeletions } from '#features/deletions';
import { findOrganization } from '#features/organizations';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';

/** More than this at once is more than anybody has looked at. */
const MOST = 500;

/**
 * Ends the days of grace of old operations in the trash. A dry run says which, and their hash; the real run has to
 * present that hash, so that it does what was looked at or nothing. Projects are never among them.
 */
export const adminCleanup = write({
  input: z.object({
    daysOld: z.number().int().min(1).max(3650).default(90),
    dryRun: z.boolean().default(true),
    hash: z.string().max(100).nullish(),
    entityType: storableText().max(100).nullish(),
    organizationId: storableText().max(100).nullish(),
  }),
  permission: 'instance:admin',
  async run(ctx, { daysOld, dryRun, hash, entityType = null, organizationId = null }) {
    if (organizationId !== null && !(await findOrganization(ctx.db, organizationId)))
      throw new AppError('not_found', 'There is no such organization');
    const ids = await selectOldDeletions(ctx.db, { daysOld, entityType, organizationId, limit: MOST + 1 });
    if (ids.length > MOST)
      throw new AppError(
        'conflict',
        `More than ${MOST} operations are as old as that. Narrow it by type or organization.`,
      );
    const found = hashOf(ids);
    const answer = { dryRun, count: ids.length, ids, hash: found };
    if (dryRun) return answer;
    if (hash !== found)
      throw new AppError('conflict', 'The hash is not that of what is there now. Look at a dry run first.');
    for (const id of ids)
      if (!(await makeDue(ctx.db, id))) throw new AppError('conflict', 'Something has changed meanwhile; look again');
    return answer;
  },
  audit: ({ daysOld, entityType, organizationId }, { dryRun, count, hash }) => ({
    action: dryRun ? 'admin.cleanup_looked_at' : 'admin.cleanup',
    ...(organizationId ? { organizationId } : {}),
    details: { daysOld, entityType: entityType ?? null, count, hash },
  }),
});

function hashOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 32);
}
