import { z } from 'zod';
import type { Engines } from './ctx.ts';
import type { Db } from '#platform/postgres/db';
import { Filter } from '@tidemark/contract/filter';
import { IsoTime } from '@tidemark/contract/columns/list-input';
import { FILE_FORMATS } from '#platform/clickhouse/file-answer';

/** What of one table goes into an export. */
export const ExportSelection = z.object({
  table: z.string(),
  /** In the order of the file; all columns of the groups when left out. */
  columns: z.array(z.string()).min(1).optional(),
  /** All but `archive` when left out. */
  groups: z.array(z.string()).min(1).optional(),
  /** Event times: from is inclusive, to exclusive. */
  from: IsoTime.nullish(),
  to: IsoTime.nullish(),
  environments: z.array(z.string()).default([]),
  filter: Filter.nullish(),
  search: z.string().nullish(),
});

/** What an export run is asked to do. */
export const ExportRequest = z.object({
  tables: z.array(ExportSelection).min(1),
  format: z.enum(FILE_FORMATS),
  compression: z.enum(['none', 'gzip', 'zstd']).default('none'),
  /** Only rows whose newest version was stored at this time or later. Microseconds. */
  storedFromUs: z.number().int().nullable().default(null),
  /** The run ends after this many rows, and says so. */
  maxRows: z.number().int().positive().nullable().default(null),
});
export type ExportRequest = z.output<typeof ExportRequest>;
export type ExportRequestInput = z.input<typeof ExportRequest>;
export type ExportSelection = z.output<typeof ExportSelection>;

export const EXPORT_RUN_KINDS = ['batch', 'scheduled', 'archive', 'sync'] as const;
export type ExportRunKind = (typeof EXPORT_RUN_KINDS)[number];
export type ExportRunState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

export interface ExportRun {
  id: string;
  projectId: string;
  kind: ExportRunKind;
  /** What it belongs to, such as a schedule. */
  sourceId: string | null;
  request: ExportRequest;
  /** Rows that were stored at this time or later are not in it. Microseconds. */
  cutUs: number;
  state: ExportRunState;
  requestedBy: { kind: string; id: string; name: string };
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  expiresAt: Date | null;
  epoch: number;
  /** Failures since the last window that succeeded. */
  attempts: number;
  windows: number;
  splits: number;
  retries: number;
  rows: number;
  bytes: number;
  /** An estimate from above, counted when it began; null before that. */
  expectedRows: number | null;
  truncated: boolean;
  error: string | null;
}

/** A finished file of a run. */
export interface ExportedFile {
  number: number;
  table: string;
  /** Below the folder of the run. */
  name: string;
  rows: number;
  bytes: number;
  sha256: string;
  /** Of its rows, microseconds; null where they have no times. */
  minUs: number | null;
  maxUs: number | null;
}

/** How exports of one kind differ. Everything may be called more than once for the same thing. */
export interface ExportKindRule {
  kind: ExportRunKind;
  /**
   * Takes a file somewhere else before it counts as written, the manifest after all others. Where there is this, our own
   * store does not keep the file.
   */
  deliver?(engines: Engines, run: ExportRun, file: DeliveredFile): Promise<void>;
  /** Removes there what a lost race, a failure or a cancelled run has left. */
  withdraw?(engines: Engines, run: ExportRun, names: readonly string[]): Promise<void>;
  /** In the transaction in which the run ends. */
  ended?(engines: Engines & { db: Db }, run: ExportRun): Promise<void>;
}

export interface DeliveredFile {
  /** Below the folder of the run. */
  name: string;
  /** In our own store, until it is delivered. */
  blobKey: string;
  sizeBytes: number;
  contentType: string;
}
