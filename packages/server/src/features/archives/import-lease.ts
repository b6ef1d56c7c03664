import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { saveProgress } from './store/archive-imports.sql.ts';
import type { HeldImport, ImportRow } from './store/archive-imports.sql.ts';

const HEARTBEAT_MS = 5000;

/** The right to work on an import; lost when it is cancelled, or when this process was thought to be dead. */
export interface ImportLease extends AsyncDisposable {
  /** Aborted when it is lost. */
  signal: AbortSignal;
  /** Writes as its holder, or rejects with `conflict`. */
  say(write: (db: Db, held: HeldImport) => Promise<boolean>): Promise<void>;
  /** Within a transaction that counts only while it is held. */
  sayWithin(db: Db): Promise<void>;
}

export function holdImport(
  { db, clock, log }: Pick<Engines, 'db' | 'clock' | 'log'>,
  row: ImportRow,
  options: { mayGoOn(): Promise<boolean>; heartbeatMs?: number },
): ImportLease {
  const held = { id: row.id, epoch: row.epoch };
  const lost = new AbortController();
  const stop = new AbortController();
  const beat = async () => {
    if (!(await options.mayGoOn()) || !(await saveProgress(db, held))) lost.abort();
  };
  const keep = async () => {
    while (!stop.signal.aborted && !lost.signal.aborted) {
      await clock.sleep(options.heartbeatMs ?? HEARTBEAT_MS, stop.signal);
      if (stop.signal.aborted) return;
      await beat().catch((error: unknown) => log.warn({ err: error, ...held }, 'an import gave no sign of life'));
    }
  };
  const keeping = keep();
  const mine = async (isMine: Promise<boolean>) => {
    if (await isMine) return;
    lost.abort();
    throw leaseLost();
  };
  return {
    signal: lost.signal,
    say: (write) => (lost.signal.aborted ? Promise.reject(leaseLost()) : mine(write(db, held))),
    sayWithin: (within) => mine(saveProgress(within, held)),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await keeping;
    },
  };
}

function leaseLost(): AppError {
  return new AppError('conflict', 'Somebody else has this import now, or it was cancelled');
}
