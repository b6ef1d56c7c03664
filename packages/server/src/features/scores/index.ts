/**
 * Scores: what people, programs and evaluators think of traces, their steps, sessions and dataset runs. Owns the
 * table `scores`.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { scoresRest } from './rest.ts';

export { publicScoreV1 } from './public-score.ts';
export { ScoreSelection, selectionSql } from './score-selection.ts';
export { countScores, findScores } from './store/find-scores.sql.ts';
export { scoredSql } from './store/scored.sql.ts';
export type { ScoreRow } from './store/score-fields.ts';
export { scoresOf } from './store/scores-of.sql.ts';
export { scoresRouter } from './trpc.ts';
export { scoreView } from './view.ts';
export type { ScoreView } from './view.ts';
export { writeScores } from './write-scores.ts';
export type { RefusedScore } from './write-scores.ts';

export const scores = feature({
  name: 'scores',
  owns: { clickhouse: ['scores'] },
  rest: scoresRest,
  eraseProject,
});
