import type { Engines } from '#kernel/ctx';

type Reporting = Pick<Engines, 'telemetry' | 'log'>;
type Kind = 'batch' | 'scheduled' | 'archive' | 'sync';

/** What a worker did with one window: it was written, made smaller, is written again, or was given up. */
export interface WindowReport {
  runId: string;
  projectId: string;
  kind: Kind;
  table: string;
  window: number;
  ms: number;
  ended:
    | { outcome: 'written'; rows: number; bytes: number }
    | { outcome: 'split'; reason: 'memory' | 'time' | 'size' | 'other' }
    | { outcome: 'retried'; reason: 'engine' | 'cut' | 'store' | 'other' }
    | { outcome: 'failed'; reason: string };
}

/** Figures, and one line in the log, of every window. */
export function reportWindow({ telemetry, log }: Reporting, { ended, ...window }: WindowReport): void {
  const { kind } = window;
  telemetry.observe('tidemark_export_window_seconds', { kind, outcome: ended.outcome }, window.ms / 1000);
  if (ended.outcome === 'written') {
    telemetry.observe('tidemark_export_window_rows', { kind }, ended.rows);
    telemetry.observe('tidemark_export_window_bytes', { kind }, ended.bytes);
  }
  if (ended.outcome === 'split') telemetry.count('tidemark_export_splits_total', { kind, reason: ended.reason });
  if (ended.outcome === 'retried') telemetry.count('tidemark_export_retries_total', { kind, reason: ended.reason });
  log.info({ class: 'export', ...window, ms: Math.round(window.ms), ...ended }, 'window of an export');
}

export interface RunReport {
  runId: string;
  projectId: string;
  kind: Kind;
  outcome: 'completed' | 'failed' | 'cancelled';
  /** Since it was asked for. */
  ms: number;
  rows: number;
  bytes: number;
}

export function reportRun({ telemetry, log }: Reporting, run: RunReport): void {
  const { kind, outcome, rows, bytes } = run;
  telemetry.observe('tidemark_export_run_seconds', { kind, outcome }, run.ms / 1000);
  telemetry.observe('tidemark_export_run_rows', { kind }, rows);
  telemetry.observe('tidemark_export_run_bytes', { kind }, bytes);
  log.info({ ...run, ms: Math.round(run.ms) }, 'an export ended');
}
