import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import type { ArchivedFile, ImportCounts, ImportInto, ImportTable, RowsImport } from '#kernel/import-table';
import { blameOf } from '#platform/clickhouse/engine-error';
import { columnNames, FILE, fileInput } from '#platform/clickhouse/file-of-rows';
import { leavesOf, parquetShape } from '#platform/clickhouse/parquet-shape';
import type { ParquetLeaf } from '#platform/clickhouse/parquet-shape';
import { joinSql, param, sql } from '#platform/clickhouse/sql';
import { readRecords } from './read-records.ts';
import { refused } from './read-archive.ts';

/** What a file may unpack to by its own words; what it really takes is limited by the engine. */
const MOST_UNPACKED_BYTES = 4 * 2 ** 30;
const CHECKED_AT_ONCE_BYTES = 32 * 2 ** 20;

export interface CheckedFile extends ArchivedFile {
  /** As in the manifest. */
  name: string;
}

interface FileToCheck {
  table: ImportTable;
  /** Columns that a file of the table may have; those that are not stored follow from the others. */
  known: readonly string[];
  file: CheckedFile;
  into: ImportInto;
}

/** Whose rows they are, where a file says so. */
const OWNER = 'project_id';

/**
 * Reads a file in full and stores nothing of it: its form, every row, and what storing it would come to. Rejects with
 * `invalid`, in words, for what could not be stored.
 */
export async function checkFile(engines: Engines, { table, known, file, into }: FileToCheck): Promise<ImportCounts> {
  const blame = (error: unknown): never => {
    const why = error instanceof AppError && error.code === 'invalid' ? error.message : blameOf(error);
    throw why === null ? error : refused(`${file.name}: ${why}`);
  };
  const names = await checkShape(engines, { table, known }, file).catch(blame);
  if (table.kind === 'records') {
    const records = await readRecords(engines, table, file).catch(blame);
    return table.compare(engines, records, into);
  }
  await checkRows(engines, table, { ...file, source: names.has(OWNER) ? into.sourceProjectId : null }).catch(blame);
  if (table.check) await checkTexts(engines, { ...table, check: table.check }, file).catch(blame);
  return table.compare(engines, file, into);
}

/** Answers the names of the file's columns. */
async function checkShape(
  { ch }: Engines,
  { table, known }: Pick<FileToCheck, 'table' | 'known'>,
  file: CheckedFile,
): Promise<ReadonlySet<string>> {
  const shape = await parquetShape(ch, file, { who: 'archives.shape' });
  if (shape.rows !== file.rows) throw invalid(`it has ${shape.rows} rows, the manifest says ${file.rows}`);
  if (shape.unpackedBytes > MOST_UNPACKED_BYTES) throw invalid('it unpacks to more than 4 GiB');
  const found = new Map(shape.leaves.map((leaf) => [leaf.path, leaf]));
  for (const wanted of leavesOf(table.columns)) {
    const leaf = found.get(wanted.path);
    if (!leaf) throw invalid(`the column ${wanted.path} is missing`);
    if (JSON.stringify(leaf) !== JSON.stringify(wanted))
      throw invalid(`the column ${wanted.path} is ${inWords(leaf)} and not ${inWords(wanted)}`);
    found.delete(wanted.path);
  }
  const names = new Set(shape.leaves.map(({ path }) => path.split('.')[0] ?? path));
  for (const name of names)
    if (!(name in table.columns) && !known.includes(name))
      throw invalid(`this version does not know the column ${name}`);
  return names;
}

/** Every value of every row, as it would be stored. */
async function checkRows(
  { ch }: Engines,
  table: RowsImport,
  file: CheckedFile & { source: string | null },
): Promise<void> {
  const columns = file.source === null ? table.columns : { [OWNER]: 'String', ...table.columns };
  const foreign = { when: sql`project_id != ${param.string(file.source ?? '')}`, why: 'a row of another project' };
  const refusals = [...(file.source === null ? [] : [foreign]), ...table.refuse].map(
    ({ when, why }) => sql`throwIf(${when}, ${param.string(why)})`,
  );
  await ch.load({
    sql: sql`INSERT INTO FUNCTION null('n UInt64')
      SELECT ${joinSql([sql`cityHash64(tuple(${columnNames(columns)}))`, ...refusals], sql` + `)} FROM ${fileInput(columns)}`,
    file: { ...file, columns },
    class: 'purge',
    who: 'archives.check',
  });
}

/** Texts in a form that only we can judge, a part of the file at a time. */
async function checkTexts(
  { ch }: Engines,
  table: RowsImport & Required<Pick<RowsImport, 'check'>>,
  file: CheckedFile,
): Promise<void> {
  const shape = await parquetShape(ch, file, { who: 'archives.shape' });
  const parts = Math.max(1, Math.ceil(shape.unpackedBytes / CHECKED_AT_ONCE_BYTES));
  for (let part = 0; part < parts; part += 1) {
    const rows = await ch.queryFile({
      sql: sql`SELECT ${table.check.select} FROM ${FILE}
        WHERE cityHash64(${table.check.select}) % ${param.int(parts)} = ${param.int(part)}`,
      schema: z.unknown(),
      file: { ...file, columns: table.columns },
      class: 'purge',
      who: 'archives.checkTexts',
    });
    for (const row of rows) {
      const parsed = table.check.schema.safeParse(row);
      const [issue] = parsed.error?.issues ?? [];
      if (issue) throw invalid(`a row of it is wrong at ${issue.path.join('.')}: ${issue.message}`);
    }
  }
}

function inWords({ physical, logical, definition, repetition }: ParquetLeaf): string {
  return `${logical} (${physical}, levels ${definition} and ${repetition})`;
}

function invalid(why: string): AppError {
  return new AppError('invalid', why);
}
