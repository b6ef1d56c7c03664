import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql, us } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { SCORE_FIELDS, ScoreRow } from './score-fields.ts';

export interface FindScores {
  scope: ProjectScope;
  where: Sql;
  /** What to sort by before time and id. */
  key?: Sql;
  direction: 'asc' | 'desc';
  after?: { key?: number; timestampUs: number; id: string };
  limit: number;
  offset?: number;
}

/** FINAL, because a score may be sent again and its rows are few and small. */
export function findScoresSql(find: FindScores): Sql {
  const direction = find.direction === 'asc' ? sql`ASC` : sql`DESC`;
  const key = find.key === undefined ? EMPTY : sql`${find.key} ${direction}, `;
  return sql`SELECT ${SCORE_FIELDS}, ${find.key === undefined ? sql`0` : sql`toFloat64(${find.key})`} AS sort_key
FROM scores FINAL
WHERE ${inScope(find.scope, sql`timestamp`)} AND ${find.where}${afterSql(find)}
ORDER BY ${key}timestamp ${direction}, id ${direction}
LIMIT ${param.int(find.limit)} OFFSET ${param.int(find.offset ?? 0)}`;
}

function afterSql({ after, key, direction }: FindScores): Sql {
  if (!after) return EMPTY;
  const place = sql`${us(after.timestampUs)}, ${param.string(after.id)}`;
  const isBeyond = direction === 'asc' ? sql`>` : sql`<`;
  return key === undefined
    ? sql` AND (timestamp, id) ${isBeyond} (${place})`
    : sql` AND (toFloat64(${key}), timestamp, id) ${isBeyond} (${param.float(after.key ?? 0)}, ${place})`;
}

const FoundRow = ScoreRow.extend({ sort_key: z.number() });
export type FoundScore = z.infer<typeof FoundRow>;

export function findScores(ch: ClickHouse, find: FindScores, queryClass: QueryClass): Promise<FoundScore[]> {
  return ch.query({
    sql: findScoresSql(find),
    schema: FoundRow,
    class: queryClass,
    who: 'scores.list',
    projectId: find.scope.projectId,
  });
}

export async function countScores(
  ch: ClickHouse,
  count: { scope: ProjectScope; where: Sql },
  queryClass: QueryClass,
): Promise<number> {
  const [row] = await ch.query({
    sql: sql`SELECT count() AS n FROM scores FINAL WHERE ${inScope(count.scope, sql`timestamp`)} AND ${count.where}`,
    schema: z.object({ n: z.number() }),
    class: queryClass,
    who: 'scores.count',
    projectId: count.scope.projectId,
  });
  return row?.n ?? 0;
}
