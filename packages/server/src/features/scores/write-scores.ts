import type { ScoreRecord } from '#domain/telemetry';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { scoreRow } from './store/score-row.ts';

/** What the store refused, for the project's dead letters; everything else is stored. */
export interface RefusedScore {
  kind: 'score';
  id: string;
  reason: string;
}

/** Stores complete scores without a read; resolves when they can be read. Repeating it changes nothing. */
export async function writeScores(
  stores: { batches: BatchWriter },
  scores: readonly ScoreRecord[],
): Promise<RefusedScore[]> {
  if (scores.length === 0) return [];
  const refused = await stores.batches.write('scores', scores.map(scoreRow));
  return refused.flatMap(({ index, reason }) => {
    const score = scores[index];
    return score ? [{ kind: 'score' as const, id: score.id, reason }] : [];
  });
}
