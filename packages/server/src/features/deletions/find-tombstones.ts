import { LRUCache } from 'lru-cache';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { hasTombstones } from './store/deletions.sql.ts';
import { selectTombstones } from './store/hidden-telemetry.sql.ts';

type Needs = Pick<Engines, 'ch' | 'db' | 'clock'>;

/** How long a process may not know yet that a project has tombstones; a purge waits longer than this before it begins. */
export const TOMBSTONES_FRESH_MS = 5000;

const caches = new WeakMap<Db, LRUCache<string, { any: boolean }>>();

/** Which of the ids are gone for good. Costs nothing for projects in which nothing was ever purged. */
export async function findTombstones(
  engines: Needs,
  of: { projectId: string; kind: 'trace' | 'score'; ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (of.ids.length === 0 || !(await mayHaveTombstones(engines, of.projectId))) return new Set();
  return new Set(await selectTombstones(engines.ch, of));
}

async function mayHaveTombstones({ db, clock }: Needs, projectId: string): Promise<boolean> {
  const cache =
    caches.get(db) ??
    new LRUCache<string, { any: boolean }>({
      max: 5000,
      ttl: TOMBSTONES_FRESH_MS,
      ttlResolution: 0,
      perf: { now: () => clock.nowMs() },
      fetchMethod: async (id) => ({ any: await hasTombstones(db, id) }),
    });
  caches.set(db, cache);
  return (await cache.fetch(projectId))?.any ?? false;
}
