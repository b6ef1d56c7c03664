import { AppError } from '#domain/errors';
import type { Clock } from '../clock/clock.ts';
import type { RowForm } from './batch-row.ts';
import type { ClickHouse } from './client.ts';
import { isDataError, isRetryable } from './engine-error.ts';

export type RowOutcome = { kind: 'stored' } | { kind: 'refused'; reason: string } | { kind: 'failed'; error: unknown };

/** The call that a row came with; every row of it is settled exactly once. */
export interface RowsCall {
  settle(row: PendingRow, outcome: RowOutcome): void;
}

export interface PendingRow {
  bytes: Uint8Array;
  partition: string;
  /** Place among the rows of its call. */
  index: number;
  call: RowsCall;
}

export interface InsertRowsOptions {
  ch: ClickHouse;
  clock: Clock;
  table: string;
  form: RowForm;
  rows: PendingRow[];
  signal: AbortSignal;
  onRetry?(error: unknown, table: string): void;
}

/** The engine refuses an insert over 100 partitions, and each partition of an insert is a part to be merged later. */
const MAX_PARTITIONS_PER_INSERT = 10;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 10_000;

/** Stores all rows that can be stored and settles every one of them; never rejects. */
export async function insertRows(options: InsertRowsOptions): Promise<void> {
  for (const rows of byPartitions(options.rows)) await insertOrSplit(options, rows);
}

function byPartitions(rows: PendingRow[]): PendingRow[][] {
  const groups = Map.groupBy(rows, (row) => row.partition);
  if (groups.size <= MAX_PARTITIONS_PER_INSERT) return [rows];
  const batches: PendingRow[][] = [];
  for (const [index, group] of [...groups.values()].entries()) {
    if (index % MAX_PARTITIONS_PER_INSERT === 0) batches.push([]);
    batches.at(-1)?.push(...group);
  }
  return batches;
}

async function insertOrSplit(options: InsertRowsOptions, rows: PendingRow[]): Promise<void> {
  const error = await insertPatiently(options, rows);
  if (error === null) return settle(rows, { kind: 'stored' });
  if (!isDataError(error)) return settle(rows, { kind: 'failed', error });
  if (rows.length === 1) return settle(rows, { kind: 'refused', reason: reasonOf(error) });
  const half = Math.ceil(rows.length / 2);
  await insertOrSplit(options, rows.slice(0, half));
  await insertOrSplit(options, rows.slice(half));
}

/** Waits out trouble of the engine. Answers the error when the rows are to blame, or nothing can be done. */
async function insertPatiently(options: InsertRowsOptions, rows: PendingRow[]): Promise<unknown> {
  const body = joined(rows);
  for (let waitMs = FIRST_BACKOFF_MS; ; waitMs = Math.min(waitMs * 2, MAX_BACKOFF_MS)) {
    try {
      const { table, form } = options;
      await options.ch.insert({ table, form, body, class: 'ingest', who: `insert.${table}` });
      return null;
    } catch (error) {
      if (!isRetryable(error) || options.signal.aborted) return error;
      options.onRetry?.(error, options.table);
      await options.clock.sleep(waitMs * (0.5 + options.clock.random() / 2), options.signal);
    }
  }
}

/** Rows that were written one after the other lie so in memory: they are sent in long pieces, and never copied. */
function joined(rows: readonly PendingRow[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let [from, to] = [0, 0];
  for (const [index, { bytes }] of rows.entries()) {
    if (index === 0) from = bytes.byteOffset;
    to = bytes.byteOffset + bytes.byteLength;
    const next = rows[index + 1]?.bytes;
    if (next?.buffer === bytes.buffer && next.byteOffset === to) continue;
    pieces.push(new Uint8Array(bytes.buffer, from, to - from));
    from = next?.byteOffset ?? 0;
  }
  return pieces;
}

function settle(rows: readonly PendingRow[], outcome: RowOutcome): void {
  for (const row of rows) row.call.settle(row, outcome);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Error ? cause.message.slice(0, 500) : String(cause);
}
