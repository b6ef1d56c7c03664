import type { RecordTable } from '#kernel/export-table';
import { joinSql, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { structureOf } from '#platform/clickhouse/file-of-rows';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import type { FileColumn } from '../choose-columns.ts';

/** Records that were read elsewhere, as a table of one statement: one writer of files serves everything. */
export function recordsSql(of: {
  table: RecordTable;
  columns: readonly FileColumn[];
  records: readonly Readonly<Record<string, unknown>>[];
}): Sql {
  const { table, columns, records } = of;
  const structure = structureOf(table.types).replaceAll(/['\\]/g, '\\$&');
  const lines = records.map((record) => JSON.stringify(record)).join('\n');
  const list = joinSql(
    columns.map(({ name, sql: value }) => sql`${value} AS ${trustedSql(`\`${name}\``)}`),
    sql`, `,
  );
  return sql`SELECT ${list} FROM format(JSONEachRow, ${trustedSql(`'${structure}'`)}, ${param.string(lines)})`;
}
