import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

type Facet = { value: Sql; perRow: 'one' | 'many' };

const one = (value: Sql): Facet => ({ value, perRow: 'one' });
const many = (value: Sql): Facet => ({ value, perRow: 'many' });

/** Columns whose values are offered while a filter is typed. For metadata the keys are. */
const FACETS = {
  traces: {
    name: one(sql`name`),
    userId: one(sql`user_id`),
    sessionId: one(sql`session_id`),
    environment: one(sql`environment`),
    release: one(sql`release`),
    version: one(sql`version`),
    tags: many(sql`tags`),
    metadata: many(sql`mapKeys(metadata)`),
  },
  observations: {
    name: one(sql`name`),
    type: one(sql`type`),
    level: one(sql`level`),
    model: one(sql`model`),
    environment: one(sql`environment`),
    traceName: one(sql`trace_name`),
    userId: one(sql`user_id`),
    sessionId: one(sql`session_id`),
    release: one(sql`release`),
    version: one(sql`version`),
    promptName: one(sql`prompt_name`),
    sdkName: one(sql`sdk_name`),
    tags: many(sql`tags`),
    metadata: many(sql`mapKeys(metadata)`),
  },
} as const;

const TIMES = { traces: sql`timestamp`, observations: sql`start_time` };
const TABLES = { traces: sql`traces`, observations: sql`observations` };

export type FacetTable = keyof typeof FACETS;

/** Columns of a list that have facets. */
export function facetColumns(table: FacetTable): string[] {
  return Object.keys(FACETS[table]);
}

export interface FindFacet {
  table: FacetTable;
  column: string;
  scope: ProjectScope;
  where: Sql;
  /** Only values that have this text in them. */
  text: string;
  limit: number;
}

/** FINAL, so that the counts beside suggestions are those of the list. */
function facetSql(find: FindFacet, facet: Facet): Sql {
  const value = facet.perRow === 'many' ? sql`arrayJoin(${facet.value})` : facet.value;
  const like = find.text === '' ? sql`` : sql` AND positionCaseInsensitiveUTF8(value, ${param.string(find.text)}) > 0`;
  return sql`SELECT value, count() AS n FROM (
  SELECT ${value} AS value FROM ${TABLES[find.table]} FINAL
  WHERE ${inScope(find.scope, TIMES[find.table])} AND ${find.where}
)
WHERE value != ''${like} GROUP BY value ORDER BY n DESC, value LIMIT ${param.int(find.limit)}`;
}

export async function findFacet(ch: ClickHouse, find: FindFacet, queryClass: QueryClass) {
  const facets: Readonly<Record<string, Facet>> = FACETS[find.table];
  const facet = Object.hasOwn(facets, find.column) ? facets[find.column] : undefined;
  if (!facet) return null;
  const rows = await ch.query({
    sql: facetSql(find, facet),
    schema: z.object({ value: z.string(), n: z.number() }),
    class: queryClass,
    who: `${find.table}.filterValues`,
    projectId: find.scope.projectId,
  });
  return rows.map(({ value, n }) => ({ value, count: n }));
}
