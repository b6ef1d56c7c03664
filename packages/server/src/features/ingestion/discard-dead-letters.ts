import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { DeadLetterIds } from './retry-dead-letters.ts';
import { setDiscarded } from './store/dead-letter-list.sql.ts';

/** Puts letters aside. They can be restored for a week; what they hold back stays counted as dead-lettered. */
export const discardDeadLetters = write({
  input: DeadLetterIds,
  permission: 'ingestion:repair',
  audit: ({ deadLetterIds }) => ({
    action: 'ingestion.deadLetters.discard',
    entityType: 'deadLetter',
    details: { deadLetterIds },
  }),
  async run({ db, projectId }, { deadLetterIds }): Promise<{ discarded: number }> {
    const discarded = await setDiscarded(db, { projectId, ids: deadLetterIds, discarded: true });
    if (discarded === 0) throw new AppError('not_found', 'None of these dead letters exists any more');
    return { discarded };
  },
});
