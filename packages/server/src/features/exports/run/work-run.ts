import { z } from 'zod';
import type { ExportRun } from '#kernel/export-run';
import { failpoint } from '#platform/failpoint/failpoint';
import { selectFiles } from '../store/export-files.sql.ts';
import { releaseRun, runOf, saveExpected, saveTrouble, selectRun } from '../store/export-runs.sql.ts';
import type { ExportRunRow } from '../store/export-runs.sql.ts';
import { expectedSql } from '../store/telemetry-window.sql.ts';
import { cancelExport } from '../cancel-export.ts';
import { cleanRun } from './clean-run.ts';
import { completeRun, failRun } from './end-run.ts';
import { Cursor, exportWindow, RunLost } from './export-window.ts';
import type { WindowState } from './export-window.ts';
import { holdRun, isOpenProject } from './hold-run.ts';
import { fileName, runFolder } from './run-folder.ts';
import type { Running } from './running.ts';
import { troubleOf } from './trouble.ts';
import { halfOf, openCeiling } from './window-size.ts';

export type RunOutcome = 'completed' | 'failed' | 'cancelled' | 'lost' | 'released';

/** Brings a run to its end from wherever it was left. Never rejects for what is wrong with the run itself. */
export async function workRun(
  of: Omit<Running, 'run' | 'held' | 'signal'> & { row: ExportRunRow; stop: AbortSignal },
): Promise<RunOutcome> {
  const { engines, limits, declared, row, stop } = of;
  const run = runOf(row);
  const held = { id: run.id, epoch: run.epoch };
  await using hold = holdRun(engines, held, { beatMs: limits.beatMs, stop });
  const running: Running = { engines, limits, declared, run, held, signal: hold.signal };
  await failpoint('X0');
  try {
    await withdrawLost(running);
    if (run.expectedRows === null) await countExpected(running);
    const isTruncated = await exportAll(running, row);
    const ended = await completeRun(running, isTruncated);
    tell(running, ended, 'completed');
    return 'completed';
  } catch (error) {
    // Awaited here: rejected while the hold is let go of, it would be nobody's and end the process.
    return await giveUp(running, error, stop);
  }
}

async function exportAll(running: Running, row: ExportRunRow): Promise<boolean> {
  const { engines, run, limits } = running;
  const files = await selectFiles(engines.db, run.id);
  const written = files.reduce((sum, { rows }) => sum + rows, 0);
  const { maxRows } = run.request;
  let attempts = run.attempts;
  const ceiling = openCeiling();
  let state: WindowState = {
    cursor: Cursor.parse(row.cursor),
    windowRows: row.window_rows || limits.firstRows,
    number: (files.at(-1)?.number ?? 0) + 1,
    rowsLeft: maxRows === null ? null : maxRows - written,
  };
  if (attempts >= limits.failures) throw new Exhausted(row.error ?? 'whoever worked on it went silent, each time');
  while (state.cursor.table < run.request.tables.length) {
    if (running.signal.aborted) throw new RunLost();
    if (!(await isOpenProject(engines, run.projectId))) throw new ProjectClosed();
    try {
      const done = await exportWindow(running, state);
      if (done.isTruncated) return true;
      attempts = 0;
      state = {
        cursor: done.cursor,
        windowRows: ceiling.below(done.cursor.table === state.cursor.table ? done.windowRows : limits.firstRows),
        number: state.number + (done.file ? 1 : 0),
        rowsLeft: state.rowsLeft === null ? null : state.rowsLeft - (done.file?.rows ?? 0),
      };
    } catch (error) {
      if (running.signal.aborted || error instanceof RunLost) throw error;
      attempts = await bear(running, { error, attempts, windowRows: state.windowRows });
      if (troubleOf(error).kind !== 'split') continue;
      ceiling.failed(state.windowRows);
      state = { ...state, windowRows: halfOf(state.windowRows) };
    }
  }
  return false;
}

/** What failed is made smaller or waited out; rejects when that was done often enough. Answers how often by now. */
async function bear(
  { engines, run, held, limits, signal }: Running,
  of: { error: unknown; attempts: number; windowRows: number },
): Promise<number> {
  const { error, windowRows } = of;
  const trouble = troubleOf(error);
  const reason = reasonOf(error);
  const canSplit = trouble.kind === 'split' && windowRows > 1;
  const attempts = canSplit ? of.attempts : of.attempts + 1;
  engines.log.warn(
    { err: error, runId: run.id, projectId: run.projectId, windowRows, attempts },
    'a window of an export failed',
  );
  if (canSplit) engines.telemetry.count('tidemark_export_splits_total', { kind: run.kind, reason: trouble.reason });
  else
    engines.telemetry.count('tidemark_export_retries_total', {
      kind: run.kind,
      reason: trouble.kind === 'away' ? trouble.reason : 'other',
    });
  const next = canSplit ? halfOf(windowRows) : windowRows;
  if (!(await saveTrouble(engines.db, held, { windowRows: next, split: canSplit, attempts, error: reason })))
    throw new RunLost();
  if (canSplit) return attempts;
  if (attempts >= (trouble.kind === 'away' ? limits.outages : limits.failures)) throw new Exhausted(reason);
  const { first, most } = limits.backoffMs;
  await engines.clock.sleep(Math.min(most, first * 2 ** Math.min(20, attempts - 1)), signal);
  return attempts;
}

/** What failed once more than it is tried. */
class Exhausted extends Error {}
class ProjectClosed extends Error {}

async function giveUp(running: Running, error: unknown, stop: AbortSignal): Promise<RunOutcome> {
  const { engines, run, held } = running;
  if (stop.aborted) {
    await releaseRun(engines.db, held, 0);
    return 'released';
  }
  if (error instanceof ProjectClosed) {
    await cancelExport(engines, running.declared, { ...run, reason: 'The project is being deleted' });
    return 'cancelled';
  }
  if (error instanceof RunLost || running.signal.aborted) return leave(running);
  try {
    const ended = await failRun(running, reasonOf(error));
    engines.log.error({ err: error, runId: run.id, projectId: run.projectId }, 'an export failed');
    tell(running, ended, 'failed');
    return 'failed';
  } catch (again) {
    if (again instanceof RunLost) return leave(running);
    throw again;
  }
}

/** Removes what this worker may have written since; what others wrote has another name. */
async function leave({ engines, run }: Running): Promise<RunOutcome> {
  const now = await selectRun(engines.db, run);
  // Its project was removed meanwhile, and everything below its folder was looked for already.
  if (!now) await engines.blob.deletePrefix(runFolder(run));
  if (now && now.state !== 'QUEUED' && now.state !== 'RUNNING') await cleanRun(engines, now);
  return now?.state === 'CANCELLED' ? 'cancelled' : 'lost';
}

/** What a worker before this one may have delivered elsewhere of the next file, and never entered. */
async function withdrawLost({ engines, run, declared, held }: Running): Promise<void> {
  const { withdraw } = declared.kinds.get(run.kind) ?? {};
  if (!withdraw || held.epoch <= 1) return;
  const number = ((await selectFiles(engines.db, run.id)).at(-1)?.number ?? 0) + 1;
  const epochs = Array.from({ length: Math.min(20, held.epoch - 1) }, (_, index) => held.epoch - 1 - index);
  const { format, compression, tables } = run.request;
  const names = tables.flatMap(({ table }) =>
    epochs.map((epoch) => fileName({ table, number, epoch, format, compression })),
  );
  await withdraw(engines, run, names);
}

async function countExpected({ engines, run, declared, held, signal }: Running): Promise<void> {
  let expected = 0;
  for (const selection of run.request.tables) {
    const table = declared.tables.get(selection.table);
    if (table?.kind !== 'telemetry') continue;
    const { cutUs, projectId } = run;
    const [counted] = await engines.ch.query({
      sql: expectedSql({ table, projectId, selection, cutUs, storedFromUs: run.request.storedFromUs }),
      schema: z.object({ rows: z.number() }),
      class: 'export',
      who: 'exports.expect',
      projectId,
      signal,
    });
    expected += counted?.rows ?? 0;
  }
  if (!(await saveExpected(engines.db, held, expected))) throw new RunLost();
}

function tell({ engines, run }: Running, ended: ExportRun, outcome: 'completed' | 'failed'): void {
  const { kind } = run;
  const seconds = (engines.clock.nowMs() - run.createdAt.getTime()) / 1000;
  engines.telemetry.observe('tidemark_export_run_seconds', { kind, outcome }, seconds);
  engines.telemetry.observe('tidemark_export_run_rows', { kind }, ended.rows);
  engines.telemetry.observe('tidemark_export_run_bytes', { kind }, ended.bytes);
  engines.log.info(
    { runId: run.id, projectId: run.projectId, kind, outcome, rows: ended.rows, seconds },
    'an export ended',
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
