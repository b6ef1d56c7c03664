import type { Readable } from 'node:stream';
import { trustedSql } from './trusted-sql.ts';
import { sql } from './sql.ts';
import type { Sql } from './sql.ts';

/** Columns by name with the engine's types, e.g. `{ id: 'String', at: "DateTime64(6, 'UTC')" }`. */
export type FileColumns = Readonly<Record<string, string>>;

/** A file of rows that the engine itself reads: its values never pass through this process. */
export interface FileOfRows {
  /** `ParquetMetadata` reads what the foot of a Parquet file says of it. */
  format: 'Parquet' | 'ParquetMetadata';
  /** What is read of it; other columns are not looked at. */
  columns: FileColumns;
  open(): Promise<Readable>;
}

/** How a query that is sent with a file names it. */
export const FILE = sql`file`;

/** The source of an INSERT … SELECT that is sent with a file. */
export function fileInput(columns: FileColumns): Sql {
  return sql`input(${trustedSql(`'${structureOf(columns).replaceAll(/['\\]/g, '\\$&')}'`)})`;
}

export function columnNames(columns: FileColumns): Sql {
  return trustedSql(Object.keys(columns).map(checkedName).join(', '));
}

/** `name Type, name Type`. */
export function structureOf(columns: FileColumns): string {
  return Object.entries(columns)
    .map(([name, type]) => `${checkedName(name)} ${type}`)
    .join(', ');
}

function checkedName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new TypeError(`Not a column: ${name}`);
  return name;
}
