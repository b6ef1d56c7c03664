import type { Engines } from '#kernel/ctx';
import { addSums } from '#platform/journal/journal';
import { addCounts } from './store/counts.sql.ts';
import type { Tally } from './tally.ts';

/**
 * Counts the requests of which nothing is kept. What is kept is counted by its segment, exactly; these have no segment,
 * so they are gathered for a quarter of a second: a kill forgets the refusals of that time, on both sides of the balance.
 */
export interface OutcomeCounter extends AsyncDisposable {
  add(projectId: string, tally: Tally): void;
}

const FLUSH_AFTER_MS = 250;
const RETRY_AFTER_MS = 2000;

export function createOutcomeCounter({ db, clock, log }: Pick<Engines, 'db' | 'clock' | 'log'>): OutcomeCounter {
  let gathered = new Map<string, { projectId: string; atMs: number; tally: Tally }>();
  let timer: NodeJS.Timeout | null = null;
  const put = (projectId: string, atMs: number, tally: Tally) => {
    const key = `${projectId}\n${Math.floor(atMs / 60_000)}`;
    gathered.set(key, { projectId, atMs, tally: addSums(gathered.get(key)?.tally ?? {}, tally) });
  };
  const flush = async () => {
    timer = null;
    const taken = gathered;
    gathered = new Map();
    for (const one of taken.values()) {
      try {
        await addCounts(db, one);
      } catch (error) {
        put(one.projectId, one.atMs, one.tally);
        timer ??= setTimeout(() => void flush(), RETRY_AFTER_MS).unref();
        log.warn({ err: error }, 'counts of refused requests wait for the database');
      }
    }
  };
  return {
    add: (projectId, tally) => {
      put(projectId, clock.nowMs(), tally);
      timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref();
    },
    [Symbol.asyncDispose]: async () => {
      if (timer) clearTimeout(timer);
      await flush();
      if (timer) clearTimeout(timer);
    },
  };
}
