/**
 * Collects rows of many callers into few inserts, since the engine is fast with large inserts and slow with many. A
 * caller's promise resolves when its own rows are stored, never before; rows the engine refuses are found by halving
 * the batch and reported to their caller, so that a bad row never takes its neighbours with it.
 */
import { AppError } from '#domain/errors';
import type { Clock } from '../clock/clock.ts';
import type { BatchRow, RowForm } from './batch-row.ts';
import type { ClickHouse } from './client.ts';
import { insertRows } from './insert-rows.ts';
import type { PendingRow, RowsCall } from './insert-rows.ts';

/** A row that the engine refused, by its place among the rows of the call. */
export interface RefusedRow {
  index: number;
  reason: string;
}

export interface BatchLimits {
  idleMs: number;
  maxWaitMs: number;
  maxRows: number;
  maxBytes: number;
  /** Callers wait while this much is not yet stored. */
  maxPendingBytes: number;
  /** Inserts at the same time, over all tables. */
  maxInserts: number;
}

/**
 * Every insert is a part, and parts cost merges, which take as much time as the inserts: the engine gets few large ones.
 * Larger ones than these were not quicker, and take more of its memory.
 */
const BATCH_LIMITS: BatchLimits = {
  idleMs: 50,
  maxWaitMs: 1000,
  maxRows: 20_000,
  maxBytes: 24 * 1024 * 1024,
  maxPendingBytes: 96 * 1024 * 1024,
  maxInserts: 2,
};

export interface WriteHint {
  /** More rows of the table are being made: a pause is no reason to store these alone. */
  more?: boolean;
}

export interface BatchWriter extends AsyncDisposable {
  /** Resolves with the refused rows once all others are stored. Trouble of the engine is waited out, without limit. */
  write(table: string, rows: readonly BatchRow[], hint?: WriteHint): Promise<RefusedRow[]>;
  /** Resolves when no more than half of the room is taken. Who makes rows without waiting for them asks in between. */
  hasRoom(): Promise<void>;
}

export interface BatchWriterOptions {
  ch: ClickHouse;
  clock: Clock;
  limits?: Partial<BatchLimits>;
  onRetry?(error: unknown, table: string): void;
}

/** Disposing flushes what waits; what cannot be stored then rejects with `unavailable`. */
export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const limits = { ...BATCH_LIMITS, ...options.limits };
  const stop = new AbortController();
  const slots = createSlots(limits.maxInserts);
  const room = createRoom(limits.maxPendingBytes);
  const queues = new Map<string, RowQueue>();
  const running = new Set<Promise<void>>();

  const storeDue = () => {
    for (let due = longestDue(queues.values()); due; due = longestDue(queues.values())) due.flush();
  };
  const store = (target: { table: string; form: RowForm }, rows: PendingRow[]): Promise<void> => {
    const work = slots
      .run(() => insertRows({ ...options, ...target, rows, signal: stop.signal }))
      .finally(() => running.delete(work));
    running.add(work);
    return work;
  };
  const openQueue = (target: { table: string; form: RowForm }): RowQueue => {
    let storing = 0;
    return createRowQueue({
      limits,
      clock: options.clock,
      mayFlush: () => storing === 0 && slots.isFree(),
      flush: (rows) => {
        storing += 1;
        void store(target, rows).then(() => {
          storing -= 1;
          storeDue();
        });
      },
    });
  };
  const queueOf = (table: string, form: RowForm) => {
    const name = `${table} ${form}`;
    const queue = queues.get(name) ?? openQueue({ table, form });
    queues.set(name, queue);
    return queue;
  };
  return {
    async write(table, rows, { more = false } = {}) {
      const call = openCall(rows.length, room.leave);
      let form: RowForm | null = null;
      let queue: RowQueue | null = null;
      for (const [index, row] of rows.entries()) {
        if (!room.tryEnter(row.bytes.length)) await room.enter(row.bytes.length);
        if (stop.signal.aborted) throw new AppError('unavailable', 'The writer is stopping');
        if (queue === null || row.form !== form) queue = queueOf(table, (form = row.form));
        queue.push({ bytes: row.bytes, partition: row.partition, index, call }, more);
      }
      return call.done;
    },
    hasRoom: () => room.untilHalfEmpty(),
    async [Symbol.asyncDispose]() {
      for (const queue of queues.values()) queue.flush();
      stop.abort();
      await Promise.all(running);
    },
  };
}

/** Settles a call's promise when the last of its rows is settled. */
function openCall(rowCount: number, leave: (bytes: number) => void): RowsCall & { done: Promise<RefusedRow[]> } {
  const { promise, resolve, reject } = Promise.withResolvers<RefusedRow[]>();
  const refused: RefusedRow[] = [];
  let open = rowCount;
  if (rowCount === 0) resolve(refused);
  return {
    done: promise,
    settle(row, outcome) {
      leave(row.bytes.length);
      open -= 1;
      if (outcome.kind === 'failed') reject(outcome.error);
      if (outcome.kind === 'refused') refused.push({ index: row.index, reason: outcome.reason });
      if (open === 0) resolve(refused.sort((a, b) => a.index - b.index));
    },
  };
}

interface RowQueue {
  push(row: PendingRow, more: boolean): void;
  flush(): void;
  /** Since when rows could have been stored; null when there are none, it is too early, or they may not be now. */
  dueSinceMs(): number | null;
}

function longestDue(queues: Iterable<RowQueue>): RowQueue | null {
  let [longest, sinceMs]: [RowQueue | null, number] = [null, Infinity];
  for (const queue of queues)
    if ((queue.dueSinceMs() ?? Infinity) < sinceMs) [longest, sinceMs] = [queue, queue.dueSinceMs() ?? 0];
  return longest;
}

interface QueueOptions {
  limits: BatchLimits;
  clock: Clock;
  mayFlush(): boolean;
  flush(rows: PendingRow[]): void;
}

/**
 * Rows of one table and form until they are enough, or until no more came for a moment. While others of the table are
 * being stored they gather further: an insert costs as much as a thousand rows in it, however small it is, and its part
 * has to be merged, so the busier the engine is, the fewer and larger its inserts have to be.
 */
function createRowQueue(options: QueueOptions): RowQueue {
  const { limits, clock } = options;
  let rows: PendingRow[] = [];
  let bytes = 0;
  let firstMs = 0;
  let lastMs = 0;
  let timer: NodeJS.Timeout | null = null;
  let isDue = false;
  let isMore = false;

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    isDue = false;
    if (rows.length > 0) options.flush(rows);
    rows = [];
    bytes = 0;
  };
  const idleAtMs = () => (isMore ? Infinity : lastMs + limits.idleMs);
  const dueMs = () => Math.max(0, Math.min(idleAtMs(), firstMs + limits.maxWaitMs) - clock.nowMs());
  const tick = () => {
    const waitMs = dueMs();
    isDue = waitMs <= 0;
    if (!isDue) timer = setTimeout(tick, waitMs);
    else if (options.mayFlush()) flush();
  };
  /** The timer may be set for when no more was expected at the latest. */
  const rearm = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  return {
    flush,
    dueSinceMs: () => (isDue && options.mayFlush() ? firstMs : null),
    push(row, more) {
      if (isMore && !more) rearm();
      isMore = more;
      lastMs = clock.nowMs();
      if (rows.length === 0) firstMs = lastMs;
      rows.push(row);
      bytes += row.bytes.length;
      if (rows.length >= limits.maxRows || bytes >= limits.maxBytes) flush();
      else timer ??= setTimeout(tick, dueMs());
    },
  };
}

/** At most `count` at a time, in the order of asking. */
function createSlots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    isFree: () => free > 0,
    async run(work: () => Promise<void>): Promise<void> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}

/** Lets bytes in while there is room; a single item over the whole limit enters alone. */
function createRoom(maxBytes: number) {
  const waiting: (() => void)[] = [];
  let used = 0;
  const tryEnter = (bytes: number) => {
    const fits = used === 0 || used + bytes <= maxBytes;
    if (fits) used += bytes;
    return fits;
  };
  return {
    tryEnter,
    async enter(bytes: number): Promise<void> {
      while (!tryEnter(bytes)) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async untilHalfEmpty(): Promise<void> {
      while (used > maxBytes / 2) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave(bytes: number): void {
      used -= bytes;
      for (const wake of waiting.splice(0)) wake();
    },
  };
}
