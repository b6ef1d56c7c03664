import { LRUCache } from 'lru-cache';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { atMost } from '#platform/clock/at-most';
import type { Db } from '#platform/postgres/db';
import { selectMaskingRules } from '../store/masking-rules.sql.ts';
import { compileMask } from './mask-json.ts';
import type { Mask } from './mask-json.ts';

/** How old a process's knowledge of a project's rules may be. */
const FRESH_MS = 5000;
/** Longer than a database that is well takes; then what is known goes on, and the answer is for the next request. */
const PATIENCE_MS = 1000;

interface Known {
  /** Null while the project masks nothing. */
  mask: Mask | null;
}

const caches = new WeakMap<Db, LRUCache<string, Known>>();

/**
 * The project's rules, ready for use; null when it has none, which costs a look into a map. While the database is away
 * the last known rules go on; what is not known is never taken for none, so that nothing is kept unmasked by mistake.
 */
export async function findMask({ db, clock }: Pick<Engines, 'db' | 'clock'>, projectId: string): Promise<Mask | null> {
  const cache =
    caches.get(db) ??
    new LRUCache<string, Known>({
      max: 5000,
      ttl: FRESH_MS,
      ttlResolution: 0,
      perf: { now: () => clock.nowMs() },
      allowStaleOnFetchRejection: true,
      noDeleteOnFetchRejection: true,
      fetchMethod: async (id) => {
        const rules = await selectMaskingRules(db, id);
        return { mask: rules.length === 0 ? null : compileMask(rules) };
      },
    });
  caches.set(db, cache);
  const stale = cache.get(projectId, { allowStale: true, noDeleteOnStaleGet: true });
  const asked = cache.fetch(projectId).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The project’s masking rules cannot be read at the moment', { cause });
  });
  const known = stale ? await atMost(PATIENCE_MS, asked, stale, clock) : await asked;
  if (!known) throw new AppError('unavailable', 'The project’s masking rules cannot be read at the moment');
  return known.mask;
}
