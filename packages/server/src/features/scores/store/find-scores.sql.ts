import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql, us } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { SCORE_FIELDS, ScoreRow } from './score-fields.ts';
import { ofVisibleTrace } from './visible.ts';

/** Place of a score in its order; `key` is what it is sorted by before its time. */
export interface ScorePlace {
  key?: number;
  timestampUs: number;
  id: string;
}

export interface FindScores {
  scope: ProjectScope;
  where: Sql;
  /** What to sort by before time and id. Never null. */
  key?: Sql;
  direction: 'asc' | 'desc';
  after?: ScorePlace;
  limit: number;
  offset?: number;
}

/** A page by its number: FINAL over all of the project, since what is skipped has to be counted right. */
export function scorePageSql(find: FindScores): Sql {
  return sql`SELECT ${SCORE_FIELDS}, ${keyOf(find)} AS sort_key FROM scores FINAL
WHERE ${selected(find)}
${ordered(find)} LIMIT ${param.int(find.limit)} OFFSET ${param.int(find.offset ?? 0)}`;
}

/** Places that any version of a score has or had: three times as fast as FINAL, and as good until proven stale. */
export function candidatesSql(find: FindScores): Sql {
  return sql`SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, ${keyOf(find)} AS sort_key FROM scores
WHERE ${selected(find)} AND is_deleted = 0
${ordered(find)} LIMIT ${param.int(find.limit)}`;
}

/** The newest versions of these scores, found by the sorting key, as far as they are still selected. */
export function newestSql(find: FindScores, ids: readonly string[]): Sql {
  return sql`SELECT *, ${keyOf(find)} AS sort_key FROM (
  SELECT ${SCORE_FIELDS}, project_id, timestamp, is_deleted FROM scores
  WHERE project_id = ${param.string(find.scope.projectId)} AND id IN ${param.strings(ids)}
  ORDER BY row_version DESC, ingested_at DESC LIMIT 1 BY id
)
WHERE ${inScope(find.scope, sql`timestamp`)} AND ${find.where} AND is_deleted = 0
  AND ${ofVisibleTrace(find.scope.projectId)}
${ordered(find)}`;
}

function keyOf({ key }: FindScores): Sql {
  return key === undefined ? sql`toFloat64(0)` : sql`toFloat64(${key})`;
}

function selected({ scope, where, after, key, direction }: FindScores): Sql {
  const asked = sql`${inScope(scope, sql`timestamp`)} AND ${where} AND ${ofVisibleTrace(scope.projectId)}`;
  if (!after) return asked;
  const place = sql`${us(after.timestampUs)}, ${param.string(after.id)}`;
  const isBeyond = direction === 'asc' ? sql`>` : sql`<`;
  return key === undefined
    ? sql`${asked} AND (timestamp, id) ${isBeyond} (${place})`
    : sql`${asked} AND (toFloat64(${key}), timestamp, id) ${isBeyond} (${param.float(after.key ?? 0)}, ${place})`;
}

function ordered({ key, direction }: FindScores): Sql {
  const to = direction === 'asc' ? sql`ASC` : sql`DESC`;
  return sql`ORDER BY ${key === undefined ? EMPTY : sql`sort_key ${to}, `}timestamp ${to}, id ${to}`;
}

const Candidate = z.object({ id: z.string(), timestamp_us: z.number(), sort_key: z.number() });
type Candidate = z.infer<typeof Candidate>;
const FoundRow = ScoreRow.extend({ sort_key: z.number() });
export type FoundScore = z.infer<typeof FoundRow>;

export async function findScores(ch: ClickHouse, find: FindScores, queryClass: QueryClass): Promise<FoundScore[]> {
  const asker = { class: queryClass, who: 'scores.list', projectId: find.scope.projectId };
  if (find.offset) return ch.query({ ...asker, sql: scorePageSql(find), schema: FoundRow });
  const found: FoundScore[] = [];
  let { after } = find;
  for (;;) {
    const part = { ...find, ...(after ? { after } : {}), limit: find.limit - found.length };
    const candidates = await ch.query({ ...asker, sql: candidatesSql(part), schema: Candidate });
    const last = candidates.at(-1);
    if (last === undefined) return found;
    const ids = [...new Set(candidates.map(({ id }) => id))];
    const newest = await ch.query({ ...asker, sql: newestSql(part, ids), schema: FoundRow });
    const places = new Set(candidates.map(placeText));
    found.push(...newest.filter((row) => places.has(placeText(row))));
    if (candidates.length < part.limit || found.length >= find.limit) return found;
    after = { key: last.sort_key, timestampUs: last.timestamp_us, id: last.id };
  }
}

/** A score that moved is found at its new place and not at its old one. */
function placeText({ id, timestamp_us: timestampUs, sort_key: key }: Candidate): string {
  return JSON.stringify([key, timestampUs, id]);
}

export async function countScores(
  ch: ClickHouse,
  count: { scope: ProjectScope; where: Sql },
  queryClass: QueryClass,
): Promise<number> {
  const [row] = await ch.query({
    sql: sql`SELECT count() AS n FROM scores FINAL
WHERE ${inScope(count.scope, sql`timestamp`)} AND ${count.where} AND ${ofVisibleTrace(count.scope.projectId)}`,
    schema: z.object({ n: z.number() }),
    class: queryClass,
    who: 'scores.count',
    projectId: count.scope.projectId,
  });
  return row?.n ?? 0;
}
