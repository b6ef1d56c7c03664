import type { Engines } from '#kernel/ctx';
import { addCounts } from './store/counts.sql.ts';
import type { CountRow } from './store/counts.sql.ts';

export type Outcome = 'received' | 'stored' | 'dead-lettered' | 'refused';

/** Counts what came and what became of it. Gathers in memory and writes every few seconds, and when it is disposed. */
export interface OutcomeCounter extends AsyncDisposable {
  add(projectId: string, outcome: Outcome, count: number, reason?: string): void;
}

const FLUSH_EVERY_MS = 2000;
const HOUR_MS = 3_600_000;

export function createOutcomeCounter({ db, clock, log }: Pick<Engines, 'db' | 'clock' | 'log'>): OutcomeCounter {
  let rows = new Map<string, CountRow>();
  const put = (row: CountRow) => {
    const key = `${row.projectId}\n${row.hourMs}\n${row.outcome}\n${row.reason}`;
    const known = rows.get(key);
    if (known) known.count += row.count;
    else rows.set(key, { ...row });
  };
  const flush = async () => {
    const taken = rows;
    rows = new Map();
    try {
      await addCounts(db, [...taken.values()]);
    } catch (error) {
      for (const row of taken.values()) put(row);
      log.warn({ err: error }, 'ingestion counts wait for the database');
    }
  };
  const timer = setInterval(() => void flush(), FLUSH_EVERY_MS).unref();
  return {
    add: (projectId, outcome, count, reason = '') => {
      if (count > 0)
        put({
          projectId,
          hourMs: Math.floor(clock.nowMs() / HOUR_MS) * HOUR_MS,
          outcome,
          reason: reason.slice(0, 100),
          count,
        });
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
