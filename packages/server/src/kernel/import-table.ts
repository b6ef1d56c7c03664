import type { z } from 'zod';
import type { FileColumns, FileOfRows } from '#platform/clickhouse/file-of-rows';
import type { Sql } from '#platform/clickhouse/sql';
import type { Db } from '#platform/postgres/db';
import type { Engines } from './ctx.ts';

/** Where rows of an archive go. */
export interface ImportInto {
  projectId: string;
  /** The project that the archive was made of. */
  sourceProjectId: string;
  /** Rows keep the time at which they were first stored; otherwise they get the time of the import. */
  keepTimes: boolean;
}

/** What an import of a file comes to, in rows. */
export interface ImportCounts {
  /** Not there yet. */
  added: number;
  /** There already, and the same. */
  same: number;
  /** There in an older version, which the archive's replaces. */
  replaced: number;
  /** There in a newer version, which stays. */
  kept: number;
  /** Of what was removed from the project for good, and does not come back. */
  dropped: number;
}

/** A file of an archive, and what its manifest says of it. */
export interface ArchivedFile extends FileOfRows {
  rows: number;
  /** Times of its rows, microseconds; null where the table has none. */
  fromUs: number | null;
  toUs: number | null;
}

interface ImportTableBase {
  /** Of the export table whose files it takes. */
  name: string;
  /** What is stored of a file; it has to have these columns in the form in which this version writes them. */
  columns: FileColumns;
}

/** A table whose rows the engine takes from the file itself. Storing may be repeated, and changes nothing then. */
export interface RowsImport extends ImportTableBase {
  kind: 'rows';
  /** Conditions on a row that this version could not live with, each with what to say of it. */
  refuse: readonly { when: Sql; why: string }[];
  /** Where a row holds text of a form of its own that the engine cannot judge. */
  check?: { select: Sql; schema: z.ZodType };
  compare(engines: Engines, file: ArchivedFile, into: ImportInto): Promise<ImportCounts>;
  store(engines: Engines, file: ArchivedFile, into: ImportInto & { signal: AbortSignal }): Promise<void>;
  /** After all files are stored: what only all of them together can tell. */
  finish?(engines: Engines, files: readonly ArchivedFile[], into: ImportInto): Promise<void>;
}

/** A table of few rows, that its owner takes one by one, in one transaction for each file. */
export interface RecordsImport extends ImportTableBase {
  kind: 'records';
  schema: z.ZodType;
  /** Settings are taken only when that is asked for. */
  isSetting?: boolean;
  compare(engines: Engines, records: readonly unknown[], into: ImportInto): Promise<ImportCounts>;
  store(engines: Engines & { db: Db }, records: readonly unknown[], into: ImportInto): Promise<void>;
}

export type ImportTable = RowsImport | RecordsImport;

/** Checks the records once for both verbs, so that an owner writes against its own type. */
export function recordsImport<S extends z.ZodType>(
  table: Omit<RecordsImport, 'kind' | 'schema' | 'compare' | 'store'> & {
    schema: S;
    compare(engines: Engines, records: readonly z.output<S>[], into: ImportInto): Promise<ImportCounts>;
    store(engines: Engines & { db: Db }, records: readonly z.output<S>[], into: ImportInto): Promise<void>;
  },
): RecordsImport {
  return { ...table, kind: 'records' } as unknown as RecordsImport;
}

export const NO_COUNTS: ImportCounts = { added: 0, same: 0, replaced: 0, kept: 0, dropped: 0 };

export function addImportCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    added: a.added + b.added,
    same: a.same + b.same,
    replaced: a.replaced + b.replaced,
    kept: a.kept + b.kept,
    dropped: a.dropped + b.dropped,
  };
}
