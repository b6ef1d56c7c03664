import { z } from 'zod';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { enqueueSegment } from './enqueue-segment.ts';
import { DeadLetterId } from './dead-letter-view.ts';
import { markRetried } from './store/dead-letter-list.sql.ts';
import { allowOneReading } from './store/readings.sql.ts';
import { addReading } from './store/segments.sql.ts';
import { GIVEN_UP_AT } from './store-one-by-one.ts';

export const DeadLetterIds = z.object({ deadLetterIds: z.array(DeadLetterId).min(1).max(200) });

/**
 * Processes the segments again that the letters came from; a segment is kept while a letter speaks of it. What is stored
 * this time is no longer a dead letter, and the counts move with it; what is refused again stays, with its new reason.
 */
export const retryDeadLetters = write({
  input: DeadLetterIds,
  permission: 'ingestion:repair',
  audit: ({ deadLetterIds }) => ({
    action: 'ingestion.deadLetters.retry',
    entityType: 'deadLetter',
    details: { deadLetterIds },
  }),
  async run(ctx, { deadLetterIds }): Promise<{ segments: number }> {
    const segments = await markRetried(ctx.db, { projectId: ctx.projectId, ids: deadLetterIds });
    if (segments.length === 0) throw new AppError('not_found', 'None of these dead letters exists any more');
    await addReading(ctx.db, segments);
    await allowOneReading(ctx.db, segments, GIVEN_UP_AT);
    for (const key of segments) await enqueueSegment(ctx, key, { attempt: ctx.clock.nowMs(), again: true });
    return { segments: segments.length };
  },
});
