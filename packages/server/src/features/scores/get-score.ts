import type { PublicScore } from '@tidemark/contract/rest/scores';
import { ScoreId } from '@tidemark/contract/ids';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { publicScoreV1 } from './public-score.ts';
import { scoresOf } from './store/scores-of.sql.ts';

/** One score by its id. `among: 'traces'` knows only what version 1 of the API lists: no corrections, no sessions. */
export const getScore = read({
  input: z.object({ scoreId: ScoreId, among: z.enum(['all', 'traces']).default('all') }),
  permission: 'scores:read',
  async run(ctx, { scoreId, among }): Promise<PublicScore> {
    const subjects = { projectId: ctx.projectId, kind: 'id' as const, ids: [scoreId] };
    const [row] = await scoresOf(ctx.ch, subjects, queryClassOf(ctx.actor));
    if (!row || (among === 'traces' && (row.trace_id === '' || row.data_type === 'CORRECTION')))
      throw new AppError('not_found', `Score ${scoreId} not found within authorized project`);
    return publicScoreV1(row, ctx.projectId);
  },
});
