import type { ExportColumn, ExportTable } from '#kernel/export-table';
import type { ExportSelection } from '#kernel/export-run';
import { AppError } from '#domain/errors';
import type { FileFormat } from '#platform/clickhouse/file-answer';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export interface FileColumn {
  name: string;
  sql: Sql;
  isComputed: boolean;
}

/** What only an import has a use for. */
const ARCHIVE_GROUP = 'archive';

/** The columns of a file, in its order. Rejects with `invalid` what the table does not have. */
export function chooseColumns(
  table: ExportTable,
  selection: Pick<ExportSelection, 'columns' | 'groups'>,
  format: FileFormat,
): FileColumn[] {
  const computed = table.kind === 'telemetry' ? (table.computed?.columns ?? []) : [];
  const all = [
    ...table.columns.map((column) => ({ column, isComputed: false })),
    ...computed.map((column) => ({ column, isComputed: true })),
  ];
  const byName = new Map(all.map((one) => [one.column.name, one]));
  const groups = [...new Set(all.map(({ column }) => column.group))];
  for (const group of selection.groups ?? [])
    if (!groups.includes(group))
      throw new AppError('invalid', `"${table.name}" has no columns "${group}". Groups: ${groups.join(', ')}`);
  const wanted = selection.groups ?? groups.filter((group) => group !== ARCHIVE_GROUP);
  const chosen = selection.columns
    ? selection.columns.map((name) => byName.get(name) ?? refuseColumn(table, name, [...byName.keys()]))
    : all.filter(({ column }) => wanted.includes(column.group));
  return chosen.map(({ column, isComputed }) => ({ name: column.name, sql: valueOf(column, format), isComputed }));
}

function refuseColumn(table: ExportTable, name: string, names: readonly string[]): never {
  throw new AppError('invalid', `"${table.name}" has no column "${name}". Columns: ${names.join(', ')}`);
}

/**
 * A spreadsheet takes a cell that begins like a formula for one, and runs it. An apostrophe before it makes it a text; other
 * formats are read by programs and keep what was sent.
 */
function valueOf({ sql: value, shape }: ExportColumn, format: FileFormat): Sql {
  if (format !== 'csv' || shape === 'flat') return value;
  if (shape === 'nested') return sql`toJSONString(${value})`;
  return sql`if(match(ifNull(${value}, ''), '^[=+@\\t\\r-]'), concat('''', ifNull(${value}, '')), ${value})`;
}
