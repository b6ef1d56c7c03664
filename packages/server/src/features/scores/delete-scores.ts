import { ScoreId } from '@tidemark/contract/ids';
import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { finishHiding, hideTelemetry, openDeletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { write } from '#kernel/verb';
import { scoresOf } from './store/scores-of.sql.ts';

export interface DeletedScores {
  deletionId: string;
  count: number;
  notFound: string[];
}

/** Gone for every reader before the answer goes out; restorable until it is purged. */
export const deleteScores = write({
  input: z.object({ ids: z.array(ScoreId).min(1).max(1000), reason: storableText().max(1000).optional() }),
  permission: 'scores:delete',
  audit: ({ reason }, { deletionId, count }: DeletedScores) => ({
    action: 'scores.delete',
    entityType: 'deletion',
    entityId: deletionId,
    details: { count, ...(reason ? { reason } : {}) },
  }),
  async run(ctx, { ids, reason }): Promise<DeletedScores> {
    const asked = [...new Set<string>(ids)];
    const rows = await scoresOf(ctx.ch, { projectId: ctx.projectId, kind: 'id', ids: asked }, queryClassOf(ctx.actor));
    const there = new Map(rows.map((row) => [row.id, row]));
    const found = asked.filter((id) => there.has(id));
    const [first] = found;
    if (first === undefined) throw new AppError('not_found', notThere(asked));
    const deletionId = await openDeletion(ctx, {
      entityType: 'score',
      ...(found.length === 1 ? { entityId: first } : {}),
      entityName: found.length === 1 ? (there.get(first)?.name ?? first) : `${found.length} scores`,
      selection: { scoreIds: found },
      reason,
      state: 'HIDING',
    });
    return { deletionId, count: found.length, notFound: asked.filter((id) => !there.has(id)) };
  },
  async committed(ctx, { ids }, { deletionId, notFound }) {
    const missing = new Set(notFound);
    const of = { projectId: ctx.projectId, deletionId };
    await hideTelemetry(ctx, { ...of, kind: 'score', ids: ids.filter((id) => !missing.has(id)) });
    await finishHiding(ctx, of);
  },
});

function notThere(ids: readonly string[]): string {
  return ids.length === 1
    ? `Score ${ids[0]} not found within authorized project`
    : `None of these ${ids.length} scores exists in this project`;
}
