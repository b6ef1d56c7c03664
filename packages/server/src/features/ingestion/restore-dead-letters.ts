import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { DeadLetterIds } from './retry-dead-letters.ts';
import { setDiscarded } from './store/dead-letter-list.sql.ts';

/** Takes a discarding back. */
export const restoreDeadLetters = write({
  input: DeadLetterIds,
  permission: 'ingestion:repair',
  audit: ({ deadLetterIds }) => ({
    action: 'ingestion.deadLetters.restore',
    entityType: 'deadLetter',
    details: { deadLetterIds },
  }),
  async run({ db, projectId }, { deadLetterIds }): Promise<{ restored: number }> {
    const restored = await setDiscarded(db, { projectId, ids: deadLetterIds, discarded: false });
    if (restored === 0) throw new AppError('not_found', 'None of these dead letters exists any more');
    return { restored };
  },
});
