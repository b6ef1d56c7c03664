import { LRUCache } from 'lru-cache';
import type { Clock } from '#platform/clock/clock';
import type { Notifications } from '#platform/postgres/notifications';

/** Channel of the word that a key, or the project that it opens, has changed; the database itself gives it at commit. */
export const API_KEYS_CHANGED = 'api_keys_changed';

/** A key as the tables have it; its `projectId` tells which word about projects concerns it. */
export interface CachedKey {
  projectId: string | null;
}

export interface KeyCache<Key extends CachedKey> extends Disposable {
  /** The key, null when there is none. `load` rejecting is answered from the cache while that is fresh enough. */
  get(publicKey: string): Promise<Key | null>;
}

interface Options<Key> {
  notifications: Notifications;
  clock: Clock;
  load(publicKey: string): Promise<Key | null>;
}

const MAX_AGE_MS = 30_000;
const MAX_KEYS = 20_000;
const MAX_UNKNOWN = 5_000;
/** Longer than a transaction that changes a key takes to commit after its word was heard in this process. */
const UNSETTLED_MS = 2_000;

/**
 * Keys in memory, for 30 seconds at most. Word of a change drops a key at once and keeps it out for a moment, so that
 * a read from before the commit cannot bring it back; `epoch` does the same for reads that were under way. While
 * word may be missed every request asks the database, and the cache only serves when that is down.
 */
export async function openKeyCache<Key extends CachedKey>(options: Options<Key>): Promise<KeyCache<Key>> {
  const perf = { now: () => options.clock.nowMs() };
  const known = new LRUCache<string, { key: Key }>({ max: MAX_KEYS, ttl: MAX_AGE_MS, ttlResolution: 0, perf });
  const unknown = new LRUCache<string, true>({ max: MAX_UNKNOWN, ttl: MAX_AGE_MS, ttlResolution: 0, perf });
  const unsettled = new LRUCache<string, true>({ max: MAX_KEYS, ttl: UNSETTLED_MS, ttlResolution: 0, perf });
  let epoch = 0;

  const forget = (publicKey: string) => {
    epoch += 1;
    unsettled.set(publicKey, true);
    known.delete(publicKey);
    unknown.delete(publicKey);
  };
  const stop = await options.notifications.listen(API_KEYS_CHANGED, {
    onMessage(payload) {
      const id = payload.slice(payload.indexOf(':') + 1);
      if (payload.startsWith('key:')) return forget(id);
      const concerned = Array.from(known.entries()).filter(([, { key }]) => key.projectId === id);
      for (const [publicKey] of concerned) forget(publicKey);
      epoch += 1;
    },
    onGap() {
      epoch += 1;
      known.clear();
      unknown.clear();
    },
  });

  const load = async (publicKey: string): Promise<Key | null> => {
    const before = epoch;
    const key = await options.load(publicKey);
    if (epoch !== before || unsettled.has(publicKey)) return key;
    if (key) known.set(publicKey, { key });
    else unknown.set(publicKey, true);
    return key;
  };
  return {
    async get(publicKey) {
      const cached = known.get(publicKey);
      if (!options.notifications.connected) {
        return load(publicKey).catch((error: unknown) => {
          if (cached) return cached.key;
          throw error;
        });
      }
      if (cached) return cached.key;
      return unknown.has(publicKey) ? null : load(publicKey);
    },
    [Symbol.dispose]: stop,
  };
}
