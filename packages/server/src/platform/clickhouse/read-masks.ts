import { SettingsMap } from '@clickhouse/client';
import type { ClickHouseSettings } from '@clickhouse/client';
import type { QueryClass } from './query-class.ts';
import { renderWithLiterals } from './sql.ts';
import type { Sql } from './sql.ts';

/**
 * Conditions on the rows of tables, by table, for a query about a project, or about none in particular. They are applied
 * to every row as it is read, before versions are told apart: one may speak of a table's sorting key alone.
 */
export type ReadMasks = (projectId: string | undefined) => Readonly<Record<string, Sql>>;

/** Classes whose reads are for people and programs; the others look after what is stored, hidden or not. */
const MASKED: ReadonlySet<QueryClass> = new Set(['ui', 'api', 'export']);

/**
 * The engine itself adds the conditions wherever a query names the table, in whatever part of it: no query can be written
 * that forgets them.
 */
export function maskSettings(
  masks: ReadMasks | undefined,
  request: { class: QueryClass; projectId?: string; unmasked?: boolean },
): ClickHouseSettings {
  if (!masks || request.unmasked || !MASKED.has(request.class)) return {};
  const filters = Object.entries(masks(request.projectId)).map(
    ([table, condition]) => [table, renderWithLiterals(condition).replaceAll(/['\\]/g, '\\$&')] as const,
  );
  return { additional_table_filters: SettingsMap.from(Object.fromEntries(filters)) };
}
