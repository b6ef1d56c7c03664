import { SCORE_FIELD_GROUPS } from '@tidemark/contract/rest/scores';
import type { PublicScoreV3 } from '@tidemark/contract/rest/scores';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { publicScoreV3 } from './public-score.ts';
import { ScoreSelection, selectionSql } from './score-selection.ts';
import { findScores } from './store/find-scores.sql.ts';

const Cursor = z.strictObject({ t: z.number().int(), id: z.string() });

export interface SelectedScores {
  rows: PublicScoreV3[];
  nextCursor: string | null;
}

/** Scores that a program selects, newest first, with a cursor that stays right while scores arrive. */
export const selectScores = read({
  input: z.object({
    selection: ScoreSelection,
    groups: z.array(z.enum(SCORE_FIELD_GROUPS)).default([]),
    limit: z.number().int().min(1).max(100).default(50),
    cursor: z.string().optional(),
  }),
  permission: 'scores:read',
  async run(ctx, { selection, groups, limit, cursor }): Promise<SelectedScores> {
    const after = cursor === undefined ? null : decodeCursor(Cursor, cursor);
    const found = await findScores(
      ctx.ch,
      {
        scope: scopeOf(ctx.projectId, selection),
        where: selectionSql(selection),
        direction: 'desc',
        ...(after ? { after: { timestampUs: after.t, id: after.id } } : {}),
        limit: limit + 1,
      },
      queryClassOf(ctx.actor),
    );
    const page = found.slice(0, limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      rows: page.map((row) => publicScoreV3(row, { projectId: ctx.projectId, groups })),
      nextCursor: last ? encodeCursor({ t: last.timestamp_us, id: last.id }) : null,
    };
  },
});
