import type { ListScope } from '@tidemark/contract/columns/list-input';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import type { Sql } from '#platform/clickhouse/sql';
import type { Db } from '#platform/postgres/db';

/** What a feature declares of what it keeps, so that exports and archives can read it without knowing its tables. */
export type ExportTable = TelemetryTable | RecordTable;

/** A column of a file. */
export interface ExportColumn {
  /** Also the name of its field in JSON; a-z, 0-9 and _. */
  name: string;
  /** Columns are asked for one by one or by these groups. `archive` is what only a later import needs. */
  group: string;
  /** The value, in the type that a file has to have it in. */
  sql: Sql;
  /** What a text editor or a spreadsheet gets: texts are made safe for it, and what is not flat becomes JSON. */
  shape: 'text' | 'flat' | 'nested';
}

interface TableBase {
  /** In requests, in names of files and in the manifest. */
  name: string;
  /** Owned tables whose rows are in it. */
  covers: readonly string[];
  columns: readonly ExportColumn[];
}

/** One expression of a table's sorting key, after `project_id`. */
export interface KeyPart {
  sql: Sql;
  /** A DateTime, a number of up to 32 bits, or a text. */
  kind: 'seconds' | 'number' | 'text';
}

/** Which rows are asked for, as a list asks. */
export type ExportFilter = Pick<ListScope, 'environments' | 'filter' | 'search'>;

/** Rows of a ReplacingMergeTree of the trace store. */
export interface TelemetryTable extends TableBase {
  kind: 'telemetry';
  from: Sql;
  /** The whole sorting key: what has one key is one thing, in any number of versions. */
  key: readonly KeyPart[];
  /** Event time, microseconds; null where a row has none. */
  time: Sql | null;
  /** What of newest versions is to be seen, beside what the masks leave out. */
  visible?(projectId: string): Sql;
  /** Rejects with `invalid` what cannot be asked of the table. */
  where(scope: ProjectScope, filter: ExportFilter): Sql;
  /** Columns that are computed of other tables, for the rows of one window. */
  computed?: {
    columns: readonly ExportColumn[];
    /** Column of this table that `of` answers by. */
    by: Sql;
    /** A query of the column `computed_by` and of all computed ones by their names; a row may be missing. */
    of(scope: ProjectScope, among: Sql): Sql;
  };
}

/** Which records of a table are wanted; times are of their last change. */
export interface RecordPage {
  projectId: string;
  /** `next` of the page before. */
  after: string | null;
  limit: number;
  /** Inclusive. */
  changedFrom: Date | null;
  /** Exclusive. */
  changedUntil: Date | null;
}

/** Few rows of PostgreSQL, read in pages and handed to the engine, which writes their files as it does all others. */
export interface RecordTable extends TableBase {
  kind: 'records';
  /** Type of every field of a record in the engine's words. */
  types: Readonly<Record<string, string>>;
  page(db: Db, page: RecordPage): Promise<{ records: Readonly<Record<string, unknown>>[]; next: string | null }>;
}

/** Columns whose value is the column of the same name. */
export function exportColumns(
  group: string,
  shape: ExportColumn['shape'],
  columns: Readonly<Record<string, Sql>>,
): ExportColumn[] {
  return Object.entries(columns).map(([name, sql]) => ({ name, group, shape, sql }));
}
