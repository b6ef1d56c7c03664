import { CursorPage } from '@tidemark/contract/paging';
import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { listDeletionsOf } from '#features/deletions';
import { countOfUser, openTelemetryDeletion, startHiding } from '#features/traces';
import type { CountsOfUser } from '#features/traces';
import { AppError } from '#domain/errors';
import { read, write } from '#kernel/verb';

const Subject = z.object({ userId: storableText().min(1).max(800) });

/** A dry run: what there is of a person, and that nothing of it was touched. */
export const previewErasure = read({
  input: Subject,
  permission: 'subjects:erase',
  run: (ctx, { userId }): Promise<CountsOfUser> => countOfUser(ctx, userId),
});

/**
 * Everything of a person, by the user id that was sent: traces with their steps and scores, what is kept of the requests,
 * dead letters. Hidden at once and then removed for good, without days of grace; the deletion holds the receipt. The
 * number of traces of the dry run is asked back, so that nobody erases more than they looked at.
 */
export const requestErasure = write({
  input: Subject.extend({ traces: z.number().int().min(1), reason: storableText().min(1).max(1000) }),
  permission: 'subjects:erase',
  audit: ({ reason }, { deletionId, count }: RequestedErasure) => ({
    action: 'subjects.erase',
    entityType: 'deletion',
    entityId: deletionId,
    details: { traces: count, reason },
  }),
  async run(ctx, { userId, traces, reason }): Promise<RequestedErasure> {
    const erasure = await openTelemetryDeletion(ctx, {
      entityType: 'user',
      entityName: () => 'Data of one person',
      scope: { environments: [], filter: { column: 'userId', op: '=', value: userId } },
      reason,
      graceDays: 0,
    });
    if (erasure.count !== traces)
      throw new AppError('conflict', `There are ${erasure.count} traces of this person now; look at them again first`);
    return erasure;
  },
  committed: (ctx) => startHiding(ctx),
});

export interface RequestedErasure {
  deletionId: string;
  count: number;
}

/** Erasures that were asked for, newest first, with their receipts. */
export const listErasures = read({
  input: CursorPage,
  permission: 'subjects:erase',
  run: (ctx, page) => listDeletionsOf(ctx, { ...page, projectIds: [ctx.projectId], entityType: 'user' }),
});
