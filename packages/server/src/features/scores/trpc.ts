import { mutation, query, router } from '#kernel/trpc';
import { deleteScores } from './delete-scores.ts';
import { listScores } from './list-scores.ts';
import { scoresForTrace } from './scores-for-trace.ts';

export const scoresRouter = router({
  list: query(listScores),
  forTrace: query(scoresForTrace),
  delete: mutation(deleteScores),
});
