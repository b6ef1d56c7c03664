import { z } from 'zod';
import { TraceId } from '@tidemark/contract/ids';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { scoresOf } from './store/scores-of.sql.ts';
import { scoreView } from './view.ts';
import type { ScoreView } from './view.ts';

/** Scores of a trace and of its steps, newest first. */
export const scoresForTrace = read({
  input: z.object({ traceId: TraceId }),
  permission: 'scores:read',
  async run(ctx, { traceId }): Promise<ScoreView[]> {
    const subjects = { projectId: ctx.projectId, kind: 'trace' as const, ids: [traceId] };
    return (await scoresOf(ctx.ch, subjects, queryClassOf(ctx.actor))).map(scoreView);
  },
});
