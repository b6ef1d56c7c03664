import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';
import { trustedSql } from '#platform/clickhouse/trusted-sql';

const ROWS = 3;

/** Rows of the project in every table that has a `project_id`, made from the catalog: what a table gains is filled too. */
export async function fillClickHouse(ch: ClickHouse, projectId: string, mark = ''): Promise<void> {
  for (const { table, columns } of await projectTables(ch)) {
    const rows = Array.from({ length: ROWS }, (_, n) => rowOf(columns, { projectId, n, mark }));
    const ndjson = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await ch.insert({ table, ndjson, class: 'ingest', who: 'test' });
  }
}

/** How many rows of the project are visible in each of those tables. */
export async function countClickHouse(ch: ClickHouse, projectId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table } of await projectTables(ch)) {
    const [row] = await ch.query({
      sql: sql`SELECT count() AS count FROM ${trustedSql(table)} WHERE project_id = ${param.string(projectId)}`,
      schema: z.object({ count: z.number() }),
      class: 'ui',
      who: 'test',
    });
    counts[`clickhouse ${table}`] = row?.count ?? 0;
  }
  return counts;
}

/** Replaced parts leave the disk within a second instead of five, which every purge waits for. */
export async function hurryCleanup(ch: ClickHouse): Promise<void> {
  for (const { table } of await projectTables(ch))
    await ch.command({
      sql: trustedSql(`ALTER TABLE ${table} MODIFY SETTING max_cleanup_delay_period = 1`),
      class: 'purge',
      who: 'test',
    });
}

interface Column {
  name: string;
  type: string;
}

async function projectTables(ch: ClickHouse): Promise<{ table: string; columns: Column[] }[]> {
  const rows = await ch.query({
    sql: sql`SELECT table, name, type, default_kind FROM system.columns
      WHERE database = currentDatabase() AND NOT startsWith(table, '.inner') ORDER BY table, position`,
    schema: z.object({ table: z.string(), name: z.string(), type: z.string(), default_kind: z.string() }),
    class: 'ui',
    who: 'test',
  });
  const tables = Object.entries(Object.groupBy(rows, ({ table }) => table)).map(([table, columns = []]) => ({
    table,
    columns: columns.filter(({ default_kind: kind }) => kind === '' || kind === 'DEFAULT'),
  }));
  return tables.filter(({ columns }) => columns.some(({ name }) => name === 'project_id'));
}

/** Text is filled, so that keys differ; the rest keeps its default. */
function rowOf(
  columns: readonly Column[],
  row: { projectId: string; n: number; mark: string },
): Record<string, string> {
  const texts = columns.filter(({ type }) => /^(LowCardinality\()?String/.test(type));
  return {
    ...Object.fromEntries(texts.map(({ name }) => [name, `${name}-${row.n}${row.mark}`])),
    project_id: row.projectId,
  };
}
