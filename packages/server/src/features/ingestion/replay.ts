import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import { write } from '#kernel/verb';
import { enqueueReplay } from './enqueue-replay.ts';
import { orderReplay } from './order-replay.ts';
import { ReplayRange } from './replay-range.ts';

/**
 * Has everything that was received in a range read again, with the mappings, models and prices of today: rows that it
 * gives replace those of before, and no event is counted twice.
 */
export const replay = write({
  input: ReplayRange,
  permission: 'ingestion:repair',
  audit: ({ from, to, all }, { id, segments, events }: IngestionReplay) => ({
    action: 'ingestion.replay',
    entityType: 'replay',
    entityId: id,
    details: { from, to, all, segments, events },
  }),
  async run(ctx, range): Promise<IngestionReplay> {
    const ordered = await orderReplay(ctx, {
      projectId: ctx.projectId,
      range,
      requestedBy: ctx.actor.name,
      isTold: true,
    });
    if (ordered.finishedAt === null) await enqueueReplay(ctx, ordered.id, 0);
    return ordered;
  },
});
