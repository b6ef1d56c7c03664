import { z } from 'zod';
import { ListInput } from '@tidemark/contract/columns/list-input';
import { SCORE_COLUMNS } from '@tidemark/contract/columns/scores';
import type { Page } from '@tidemark/contract/paging';
import { AppError } from '#domain/errors';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { filterToSql } from '#kernel/filter-to-sql';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { allOf, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { findScores } from './store/find-scores.sql.ts';
import type { FoundScore } from './store/find-scores.sql.ts';
import { SCORE_SQL } from './store/score-columns.ts';
import { scoreView } from './view.ts';
import type { ScoreView } from './view.ts';

const Cursor = z.strictObject({ k: z.number(), t: z.number(), id: z.string() });

export const listScores = read({
  input: ListInput,
  permission: 'scores:read',
  async run(ctx, input): Promise<Page<ScoreView>> {
    const after = input.cursor ? decodeCursor(Cursor, input.cursor) : null;
    const rows = await findScores(
      ctx.ch,
      {
        scope: scopeOf(ctx.projectId, input),
        where: whereOf(input),
        ...keyOf(input.order?.column),
        direction: input.order?.direction ?? 'desc',
        ...(after ? { after: { key: after.k, timestampUs: after.t, id: after.id } } : {}),
        limit: input.limit + 1,
      },
      queryClassOf(ctx.actor),
    );
    const page = rows.slice(0, input.limit);
    return {
      rows: page.map(scoreView),
      nextCursor: rows.length > page.length ? cursorOf(page.at(-1)) : null,
      completeUpTo: null,
    };
  },
});

function whereOf(input: z.output<typeof ListInput>): Sql {
  const text = input.search?.trim();
  return allOf([
    ...(input.filter ? [filterToSql(input.filter, SCORE_COLUMNS, SCORE_SQL)] : []),
    ...(input.environments.length > 0 ? [sql`environment IN ${param.strings(input.environments)}`] : []),
    ...(text
      ? [
          sql`(positionCaseInsensitiveUTF8(name, ${param.string(text)}) > 0 OR id = ${param.string(text)}
      OR trace_id = ${param.string(text)} OR positionCaseInsensitiveUTF8(comment, ${param.string(text)}) > 0)`,
        ]
      : []),
  ]);
}

/** A score without a number counts as the least; an infinity would not survive JSON. */
function keyOf(column: string | undefined): { key?: Sql } {
  if (column === undefined || column === 'timestamp') return {};
  if (column === 'value') return { key: sql`ifNull(value, ${param.float(-Number.MAX_VALUE)})` };
  throw new AppError('invalid', `Scores cannot be sorted by "${column}"`);
}

function cursorOf(row: FoundScore | undefined): string | null {
  return row ? encodeCursor({ k: row.sort_key, t: row.timestamp_us, id: row.id }) : null;
}
