import type { ExportKindRule, ExportRun } from '#kernel/export-run';
import type { ExportTable } from '#kernel/export-table';
import type { Engines } from '#kernel/ctx';
import type { HeldRun } from '../store/export-runs.sql.ts';
import type { RunLimits } from './limits.ts';

/** What the features declare for exports. */
export interface ExportDeclarations {
  tables: ReadonlyMap<string, ExportTable>;
  kinds: ReadonlyMap<string, ExportKindRule>;
}

/** A run in the hands of a worker. */
export interface Running {
  engines: Engines;
  declared: ExportDeclarations;
  limits: RunLimits;
  run: ExportRun;
  held: HeldRun;
  /** Aborted when the run is somebody else's, was cancelled, or this process stops. */
  signal: AbortSignal;
}
