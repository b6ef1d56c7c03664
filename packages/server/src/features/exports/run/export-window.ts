import { z } from 'zod';
import type { ExportedFile, ExportSelection } from '#kernel/export-run';
import type { RecordTable, TelemetryTable } from '#kernel/export-table';
import { scopeOf } from '#kernel/list-scope';
import { failpoint } from '#platform/failpoint/failpoint';
import { chooseColumns } from '../choose-columns.ts';
import { insertFile } from '../store/export-files.sql.ts';
import { beat, saveProgress } from '../store/export-runs.sql.ts';
import { recordsSql } from '../store/record-window.sql.ts';
import { Key, keyRow, lastKeySql, Measured, measureSql, windowSql } from '../store/telemetry-window.sql.ts';
import type { TelemetryExport } from '../store/telemetry-window.sql.ts';
import type { Running } from './running.ts';
import { nextWindowRows } from './window-size.ts';
import { writeFile } from './write-file.ts';

/** Which table of the request a run is at, and behind which of its rows. */
export const Cursor = z.object({ table: z.number().int(), after: z.union([Key, z.string()]).nullable() });
export type Cursor = z.output<typeof Cursor>;

export interface WindowState {
  cursor: Cursor;
  /** Rows that the window takes. */
  windowRows: number;
  /** Of the next file. */
  number: number;
  /** That may still be written; null for any number. */
  rowsLeft: number | null;
}

export interface WindowDone {
  cursor: Cursor;
  windowRows: number;
  file: ExportedFile | null;
  isTruncated: boolean;
}

/** A worker that lost its run; nothing of what it did counts. */
export class RunLost extends Error {
  constructor() {
    super('The export is in other hands');
  }
}

/** One window: its file, and the run that goes on behind it, in one transaction. */
export async function exportWindow(running: Running, state: WindowState): Promise<WindowDone> {
  const { engines, run } = running;
  const startedMs = engines.clock.nowMs();
  const made = await makeWindow(running, state);
  const ms = engines.clock.nowMs() - startedMs;
  const bytes = made.file?.bytes ?? 0;
  const windowRows = nextWindowRows({ rows: state.windowRows, bytes, ms }, running.limits);
  await enter(running, { cursor: made.cursor, windowRows, bytes, file: made.file });
  await failpoint('X4');
  engines.log.info(
    {
      runId: run.id,
      projectId: run.projectId,
      table: made.file?.table,
      rows: made.file?.rows ?? 0,
      bytes,
      ms,
      windowRows,
    },
    'a window of an export',
  );
  engines.telemetry.observe('tidemark_export_window_seconds', { kind: run.kind, outcome: 'written' }, ms / 1000);
  engines.telemetry.observe('tidemark_export_window_rows', { kind: run.kind }, made.file?.rows ?? 0);
  engines.telemetry.observe('tidemark_export_window_bytes', { kind: run.kind }, bytes);
  return { ...made, windowRows };
}

/** The file and what the run has done by it. Who comes too late takes back what was delivered elsewhere: it has a name of its own. */
async function enter(
  { engines, run, held, declared }: Running,
  { cursor, windowRows, bytes, file }: { cursor: Cursor; windowRows: number; bytes: number; file: ExportedFile | null },
): Promise<void> {
  try {
    await engines.db.transaction().execute(async (db) => {
      if (file) await insertFile(db, { runId: run.id, projectId: run.projectId, file });
      const rows = file?.rows ?? 0;
      if (!(await saveProgress(db, held, { cursor, windowRows, rows, bytes, windows: 1 }))) throw new RunLost();
      await failpoint('X3');
    });
  } catch (error) {
    if (file && !(await beat(engines.db, held)))
      await declared.kinds.get(run.kind)?.withdraw?.(engines, run, [file.name]);
    throw error;
  }
}

type Made = Omit<WindowDone, 'windowRows'>;

function makeWindow(running: Running, state: WindowState): Promise<Made> {
  const selection = running.run.request.tables[state.cursor.table] as ExportSelection;
  const table = running.declared.tables.get(selection.table);
  if (!table) throw new Error(`There is no table ${selection.table} to export`);
  return table.kind === 'telemetry'
    ? makeTelemetryWindow(running, state, { table, selection })
    : makeRecordWindow(running, state, { table, selection });
}

async function makeTelemetryWindow(
  { engines, run, limits, signal, ...running }: Running,
  { cursor, windowRows, number, rowsLeft }: WindowState,
  { table, selection }: { table: TelemetryTable; selection: ExportSelection },
): Promise<Made> {
  const of: TelemetryExport = {
    ...{ table, selection, projectId: run.projectId, cutUs: run.cutUs },
    storedFromUs: run.request.storedFromUs,
  };
  const asked = { class: 'export', who: 'exports.window', projectId: run.projectId, signal } as const;
  const after = cursor.after === null ? null : Key.parse(cursor.after);
  const [to = null] = await engines.ch.query({
    ...asked,
    sql: lastKeySql(of, { after, rows: windowRows }),
    schema: keyRow(table),
  });
  const range = { after, to };
  const [measured] = await engines.ch.query({ ...asked, sql: measureSql(of, range), schema: Measured });
  const next = to === null ? { table: cursor.table + 1, after: null } : { table: cursor.table, after: to };
  const found = measured?.rows ?? 0;
  if (found === 0 || !measured) return { cursor: next, file: null, isTruncated: false };
  if (rowsLeft === 0) return { cursor: next, file: null, isTruncated: true };
  const isCut = rowsLeft !== null && found > rowsLeft;
  const columns = chooseColumns(table, selection, run.request.format);
  const file = await writeFile(
    { engines, run, limits, signal, ...running },
    {
      table: table.name,
      number,
      rows: isCut ? rowsLeft : found,
      minUs: measured.min_us,
      maxUs: measured.max_us,
      canSplit: windowRows > 1,
      ask: { sql: windowSql(of, range, { columns, limit: isCut ? rowsLeft : null }), blockRows: windowRows },
    },
  );
  return { cursor: next, file, isTruncated: isCut };
}

/** Records are few and small: what fits a statement. */
const RECORDS = 500;

async function makeRecordWindow(
  running: Running,
  { cursor, windowRows, number, rowsLeft }: WindowState,
  { table, selection }: { table: RecordTable; selection: ExportSelection },
): Promise<Made> {
  const { engines, run } = running;
  const { storedFromUs, format } = run.request;
  const { fromUs, toUs } = scopeOf(run.projectId, selection);
  const bounds = { from: Math.max(storedFromUs ?? 0, fromUs ?? 0), until: Math.min(run.cutUs, toUs ?? run.cutUs) };
  const { records, next } = await table.page(engines.db, {
    projectId: run.projectId,
    after: typeof cursor.after === 'string' ? cursor.after : null,
    limit: Math.min(RECORDS, windowRows),
    changedFrom: bounds.from === 0 ? null : new Date(bounds.from / 1000),
    changedUntil: new Date(bounds.until / 1000),
  });
  const following = next === null ? { table: cursor.table + 1, after: null } : { table: cursor.table, after: next };
  if (records.length === 0) return { cursor: following, file: null, isTruncated: false };
  if (rowsLeft === 0) return { cursor: following, file: null, isTruncated: true };
  const isCut = rowsLeft !== null && records.length > rowsLeft;
  const taken = isCut ? records.slice(0, rowsLeft) : records;
  const columns = chooseColumns(table, selection, format);
  const file = await writeFile(running, {
    table: table.name,
    number,
    rows: taken.length,
    minUs: null,
    maxUs: null,
    canSplit: windowRows > 1,
    ask: { sql: recordsSql({ table, columns, records: taken }) },
  });
  return { cursor: following, file, isTruncated: isCut };
}
