import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { claimPurge, renewLease } from '../store/project-purges.sql.ts';
import type { PurgeRow } from '../store/project-purges.sql.ts';

/** The right to work on one purge. Whoever lost it notices before the next effect, and can write nothing any more. */
export interface PurgeLease extends AsyncDisposable {
  row: PurgeRow;
  held: { projectId: string; token: number };
  /** Rejects with `conflict` when somebody else has it. */
  stillMine(): Promise<void>;
}

const LEASE_MS = 30_000;

/** Null when somebody else works on it, or it is not time yet. */
export async function takePurge(
  { db, clock, log }: Pick<Engines, 'db' | 'clock' | 'log'>,
  projectId: string,
): Promise<PurgeLease | null> {
  const row = await claimPurge(db, projectId, LEASE_MS);
  if (!row) return null;
  const held = { projectId, token: row.lease_token };
  const stop = new AbortController();
  const keep = async () => {
    while (!stop.signal.aborted) {
      await clock.sleep(LEASE_MS / 3, stop.signal);
      if (stop.signal.aborted) return;
      await renewLease(db, held, LEASE_MS).catch((error: unknown) =>
        log.warn({ err: error, projectId }, 'the lease of a purge was not renewed'),
      );
    }
  };
  const keeping = keep();
  return {
    row,
    held,
    stillMine: async () => {
      if (!(await renewLease(db, held, LEASE_MS))) throw leaseLost();
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await keeping;
    },
  };
}

export function leaseLost(): AppError {
  return new AppError('conflict', 'Somebody else has taken over this purge');
}
