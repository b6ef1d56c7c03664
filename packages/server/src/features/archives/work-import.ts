import type { Engines } from '#kernel/ctx';
import { addImportCounts, NO_COUNTS } from '#kernel/import-table';
import type { ImportCounts, ImportInto, ImportTable } from '#kernel/import-table';
import { failpoint } from '#platform/failpoint/failpoint';
import { parseMicros } from '#platform/clickhouse/micros';
import { checkFile } from './check-file.ts';
import type { CheckedFile } from './check-file.ts';
import { importKey } from './import-blobs.ts';
import type { ImportLease } from './import-lease.ts';
import { ArchiveManifest } from './manifest.ts';
import type { ArchiveFile } from './manifest.ts';
import { refused } from './read-archive.ts';
import { readRecords } from './read-records.ts';
import { advanceImport, saveProgress } from './store/archive-imports.sql.ts';
import type { ImportRow } from './store/archive-imports.sql.ts';

/** What the features that own tables say of them. */
export interface Importing {
  engines: Engines;
  tables: readonly ImportTable[];
  /** Columns that a file of a table may have. */
  columnsOf(table: string): readonly string[];
  /** Whether somebody reads the project by the time of storing. */
  isFollowed(projectId: string): Promise<boolean>;
}

interface Work extends Importing {
  row: ImportRow;
  lease: ImportLease;
  manifest: ArchiveManifest;
  into: ImportInto;
}

/**
 * Goes on with an import from wherever it was left. First every file is read in full, and nothing is stored before all of
 * them could be; then one file after the other is stored, and remembered as stored. A file that was stored half is stored
 * again, which adds what is missing.
 */
export async function workImport(
  importing: Importing,
  row: ImportRow,
  lease: ImportLease,
): Promise<'checked' | 'done'> {
  const manifest = ArchiveManifest.parse(row.manifest);
  const keepTimes = row.keep_times ?? !(await importing.isFollowed(row.project_id));
  const into = { projectId: row.project_id, sourceProjectId: manifest.projectId, keepTimes };
  const work: Work = { ...importing, row, lease, manifest, into };
  if (row.state === 'CHECKING') {
    refuseUnknownTables(work);
    await checkFiles(work);
    await lease.say((db, held) => advanceImport(db, held, { state: row.dry_run ? 'CHECKED' : 'IMPORTING' }));
    if (row.dry_run) return 'checked';
  }
  await lease.say((db, held) => saveProgress(db, held, { keepTimes }));
  await storeFiles(work);
  return 'done';
}

function refuseUnknownTables({ manifest, tables }: Work): void {
  const unknown = manifest.tables
    .map(({ name }) => name)
    .filter((name) => !tables.some((table) => table.name === name));
  if (unknown.length > 0) throw refused(`This version does not know its tables ${unknown.join(', ')}`);
}

async function checkFiles(work: Work): Promise<void> {
  const { manifest, row, lease, engines, into } = work;
  let counts: Record<string, ImportCounts> = row.files_checked === 0 ? {} : (row.counts as never);
  for (const [index, entry] of manifest.files.entries()) {
    if (index < row.files_checked) continue;
    const file = fileOf(work, entry, index);
    const table = tableOf(work, entry);
    const found = await checkFile(engines, { table, known: work.columnsOf(entry.table), file, into });
    const counted = isLeftOut(table, row) ? { ...NO_COUNTS, kept: entry.rows } : found;
    counts = { ...counts, [entry.table]: addImportCounts(counts[entry.table] ?? NO_COUNTS, counted) };
    await lease.say((db, held) => saveProgress(db, held, { counts, filesChecked: index + 1 }));
    await failpoint('I1');
  }
}

async function storeFiles(work: Work): Promise<void> {
  const { row, lease } = work;
  let rowsStored = row.rows_stored;
  for (const [index, entry] of inOrder(work).entries()) {
    if (index < row.files_stored) continue;
    await storeFile(work, entry);
    await failpoint('I2');
    rowsStored += entry.rows;
    await lease.say((db, held) => saveProgress(db, held, { filesStored: index + 1, rowsStored }));
    await failpoint('I3');
  }
  await finishTables(work);
}

async function finishTables(work: Work): Promise<void> {
  const { engines, tables, manifest, into } = work;
  for (const table of tables) {
    if (table.kind !== 'rows' || !table.finish) continue;
    const files = manifest.files.flatMap((entry, index) =>
      entry.table === table.name ? [fileOf(work, entry, index)] : [],
    );
    await table.finish(engines, files, into);
  }
}

/** By the order in which the features declare their tables, whatever the order in the archive. */
function inOrder({ manifest, tables }: Work): ArchiveFile[] {
  const order = new Map(tables.map(({ name }, at) => [name, at]));
  return manifest.files.toSorted((a, b) => (order.get(a.table) ?? 0) - (order.get(b.table) ?? 0));
}

async function storeFile(work: Work, entry: ArchiveFile): Promise<void> {
  const { engines, into, row, lease, manifest } = work;
  const table = tableOf(work, entry);
  const file = fileOf(work, entry, manifest.files.indexOf(entry));
  if (table.kind === 'rows') return table.store(engines, file, { ...into, signal: lease.signal });
  if (isLeftOut(table, row)) return;
  const records = await readRecords(engines, table, file);
  await engines.db.transaction().execute(async (db) => {
    await lease.sayWithin(db);
    await table.store({ ...engines, db }, records, into);
  });
}

/** Settings come only when that was asked for; those of the project stay otherwise. */
function isLeftOut(table: ImportTable, row: ImportRow): boolean {
  return table.kind === 'records' && table.isSetting === true && !row.with_settings;
}

function tableOf({ tables }: Work, { table: tableName, name }: ArchiveFile): ImportTable {
  const table = tables.find((one) => one.name === tableName);
  if (!table) throw refused(`This version does not know the table of ${name}`);
  return table;
}

function fileOf({ engines, row }: Work, entry: ArchiveFile, index: number): CheckedFile {
  const { name, rows, minTime, maxTime } = entry;
  const key = importKey({ projectId: row.project_id, id: row.id }, index);
  return {
    ...{ name, rows, format: 'Parquet', columns: {} },
    fromUs: minTime === null ? null : micros(minTime, name),
    toUs: maxTime === null ? null : micros(maxTime, name),
    open: () => engines.blob.getStream(key),
  };
}

function micros(iso: string, name: string): number {
  const us = parseMicros(iso);
  if (us === null) throw refused(`Its manifest names no time for ${name}: ${iso.slice(0, 40)}`);
  return us;
}
