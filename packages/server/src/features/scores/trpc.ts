import { query, router } from '#kernel/trpc';
import { listScores } from './list-scores.ts';
import { scoresForTrace } from './scores-for-trace.ts';

export const scoresRouter = router({ list: query(listScores), forTrace: query(scoresForTrace) });
