import type { PublicScoreWithTrace } from '@tidemark/contract/rest/scores';
import { z } from 'zod';
import { countScores, findScores, publicScoreV1, ScoreSelection, selectionSql } from '#features/scores';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { allOf } from '#platform/clickhouse/sql';
import { findTracesById } from './store/find-trace.sql.ts';
import { scoreOfTraceSql } from './store/score-traces.sql.ts';
import type { TraceRow } from './store/trace-list.sql.ts';

export interface ScorePage {
  rows: PublicScoreWithTrace[];
  /** Of all pages. */
  count: number;
}

/** Scores by page, newest first, selected also by what their traces carry, with the traces' user and tags. */
export const listScoresWithTraces = read({
  input: z.object({
    selection: ScoreSelection,
    userId: z.string().optional(),
    traceTags: z.array(z.string()).default([]),
    withTrace: z.boolean().default(true),
    page: z.number().int().min(1),
    limit: z.number().int().min(1).max(100),
  }),
  permission: 'scores:read',
  async run(ctx, { selection, userId, traceTags, withTrace, page, limit }): Promise<ScorePage> {
    const { ch, projectId } = ctx;
    const queryClass = queryClassOf(ctx.actor);
    const scope = scopeOf(projectId, selection);
    const where = allOf([selectionSql(selection), scoreOfTraceSql({ projectId, userId, tags: traceTags })]);
    const [found, count] = await Promise.all([
      findScores(ch, { scope, where, direction: 'desc', limit, offset: (page - 1) * limit }, queryClass),
      countScores(ch, { scope, where }, queryClass),
    ]);
    const scores = found.map((row) => publicScoreV1(row, projectId));
    if (!withTrace) return { rows: scores, count };
    const ids = [...new Set(found.map((row) => row.trace_id).filter((id) => id !== ''))];
    const traces = await findTracesById(ch, { projectId, ids, withPayload: false }, queryClass);
    return { rows: scores.map((score) => ({ ...score, trace: traceOf(traces.get(score.traceId ?? '')) })), count };
  },
});

function traceOf(row: TraceRow | undefined): NonNullable<PublicScoreWithTrace['trace']> | null {
  if (!row) return null;
  return {
    userId: row.user_id || null,
    tags: row.tags,
    environment: row.environment,
    sessionId: row.session_id || null,
  };
}
