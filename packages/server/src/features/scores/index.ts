/**
 * Scores: what people, programs and evaluators think of traces, their steps, sessions and dataset runs. Owns the
 * table `scores`. A score that is sent again under its id replaces the first one, whatever else about it changed; what
 * needs to know of traces, such as lists by user, is theirs.
 */
import { notHidden } from '#features/deletions';
import { feature } from '#kernel/feature';
import { sql } from '#platform/clickhouse/sql';
import { eraseProject } from './erase-project.ts';
import { scoresImport } from './imports/scores-import.ts';
import { purgeTelemetry } from './purge-telemetry.ts';
import { scoresRest } from './rest.ts';
import { scoresExport } from './store/scores-export.sql.ts';

export { publicScoreV1 } from './public-score.ts';
export { ScoreSelection, selectionSql } from './score-selection.ts';
export { countScores, findScores } from './store/find-scores.sql.ts';
export { findExpiredScores } from './store/expired-scores.sql.ts';
export { scoreIdsOfSessions } from './store/session-score-ids.sql.ts';
export { scoredSql } from './store/scored.sql.ts';
export { scoresOf } from './store/scores-of.sql.ts';
export { scoresRouter } from './trpc.ts';
export { scoreView } from './view.ts';
export type { ScoreView } from './view.ts';
export { writeScores } from './write-scores.ts';

export const scores = feature({
  name: 'scores',
  owns: { clickhouse: ['scores'] },
  rest: scoresRest,
  purgeTelemetry,
  imports: [scoresImport],
  exports: [scoresExport],
  masks: { scores: (projectId) => notHidden(projectId, 'score', sql`id`) },
  eraseProject,
});
