import { LRUCache } from 'lru-cache';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { selectPromptIds } from './store/prompts.sql.ts';
import type { PromptRef } from './store/prompts.sql.ts';

const FRESH_MS = 60_000;
/** A prompt is often created a moment after it was first looked for. */
const ABSENT_FRESH_MS = 5000;
/** What PostgreSQL's integer holds. */
const MAX_VERSION = 2_147_483_647;

type PromptCache = LRUCache<string, { id: string | null }>;
const caches = new WeakMap<Db, PromptCache>();

/**
 * The ids of prompt versions, in the order of `refs`; null where the project has no such version. One query for all
 * that are not cached. A deleted prompt may still be found for a minute.
 */
export async function findPromptVersions(
  engines: Pick<Engines, 'db' | 'clock'>,
  projectId: string,
  refs: readonly PromptRef[],
): Promise<(string | null)[]> {
  const cache = cacheOf(engines);
  const found = new Map<string, string | null>();
  const missing = new Map<string, PromptRef>();
  for (const ref of refs) {
    const key = keyOf(projectId, ref);
    const cached = cache.get(key);
    if (cached !== undefined) found.set(key, cached.id);
    else if (canExist(ref)) missing.set(key, ref);
  }
  if (missing.size > 0) {
    const rows = await selectPromptIds(engines.db, projectId, [...missing.values()]);
    const ids = new Map(rows.map((row) => [keyOf(projectId, row), row.id]));
    for (const key of missing.keys()) {
      const id = ids.get(key) ?? null;
      found.set(key, id);
      cache.set(key, { id }, { ttl: id === null ? ABSENT_FRESH_MS : FRESH_MS });
    }
  }
  return refs.map((ref) => found.get(keyOf(projectId, ref)) ?? null);
}

function canExist({ name, version }: PromptRef): boolean {
  return name !== '' && !name.includes('\0') && Number.isInteger(version) && version > 0 && version <= MAX_VERSION;
}

function keyOf(projectId: string, { name, version }: PromptRef): string {
  return `${projectId}\n${version}\n${name}`;
}

/** One cache per database: it dies with it. */
function cacheOf({ db, clock }: Pick<Engines, 'db' | 'clock'>): PromptCache {
  const known = caches.get(db);
  if (known !== undefined) return known;
  const cache: PromptCache = new LRUCache({
    max: 10_000,
    ttl: FRESH_MS,
    ttlResolution: 0,
    perf: { now: () => clock.nowMs() },
  });
  caches.set(db, cache);
  return cache;
}
