import { createHash } from 'node:crypto';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import type { ImportInto } from './import-table.ts';

/**
 * Models and prompts have ids that are unique in an instance. In a project of another id they get ids that follow from
 * both, so that a second import finds what the first one brought, and nothing is taken from the project they came from.
 */
export function importedId({ projectId, sourceProjectId }: ImportInto, id: string): string {
  if (projectId === sourceProjectId) return id;
  return createHash('sha256').update(`${projectId}:${id}`).digest('hex').slice(0, 32);
}

/** The same in the engine, for a column that names such a thing; `isForeign` says of which ids. */
export function importedIdSql({ projectId, sourceProjectId }: ImportInto, column: Sql, isForeign: Sql): Sql {
  if (projectId === sourceProjectId) return column;
  const made = sql`lower(hex(substring(SHA256(concat(${param.string(projectId)}, ':', ${column})), 1, 16)))`;
  return sql`if(${isForeign}, ${made}, ${column})`;
}
