import { LRUCache } from 'lru-cache';
import { atMost } from '#platform/clock/at-most';
import type { Clock } from '#platform/clock/clock';
import type { Barrier } from '#platform/postgres/barrier';
import type { Notifications } from '#platform/postgres/notifications';

/** Channel of the word that a key, or the project that it opens, has changed; the database itself gives it at commit. */
export const API_KEYS_CHANGED = 'api_keys_changed';

/** A key as the tables have it; its `projectId` tells which word about projects concerns it. */
export interface CachedKey {
  organizationId: string;
  projectId: string | null;
}

export interface KeyCache<Key extends CachedKey> extends Disposable {
  /** The key, null when there is none. `load` rejecting is answered from the cache while that is fresh enough. */
  get(publicKey: string): Promise<Key | null>;
}

interface Options<Key> {
  notifications: Notifications;
  barrier: Pick<Barrier, 'leased' | 'on'>;
  clock: Clock;
  load(publicKey: string): Promise<Key | null>;
}

const MAX_AGE_MS = 30_000;
/** From this age on a key in use is read again behind its back, so that a slow database holds no request up. */
const RENEW_AFTER_MS = 10_000;
/** A database that is silent for so long counts as down. */
const PATIENCE_MS = 1000;
const MAX_KEYS = 20_000;
const MAX_UNKNOWN = 5_000;
/** Longer than a transaction that changes a key takes to commit after its word was heard in this process. */
const UNSETTLED_MS = 2_000;

/**
 * Keys in memory, for 30 seconds at most, however busy they are. Word of a change drops a key at once and keeps it out
 * for a moment, so that a read from before the commit cannot bring it back; `epoch` does the same for reads that were
 * under way. While word may be missed every request asks the database. When that is down the cache serves for as long
 * as others wait for this process before they call a key suspended, which is the lease of `Barrier`.
 * Requests that come while a key is being read share the next read, which begins after all of them: many at once cannot
 * use up the connections, and none is answered by a read that is older than itself.
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
  const onMessage = (payload: string) => {
    const id = payload.slice(payload.indexOf(':') + 1);
    if (payload.startsWith('key:')) return forget(id);
    const of = payload.startsWith('organization:') ? 'organizationId' : 'projectId';
    const concerned = Array.from(known.entries()).filter(([, { key }]) => key[of] === id);
    for (const [publicKey] of concerned) forget(publicKey);
    epoch += 1;
  };
  const forgetAll = () => {
    epoch += 1;
    known.clear();
    unknown.clear();
  };
  const leave = options.barrier.on(API_KEYS_CHANGED, { take: onMessage, onLapse: forgetAll });
  const stop = await options.notifications.listen(API_KEYS_CHANGED, { onMessage, onGap: forgetAll });

  const read = async (publicKey: string): Promise<Key | null> => {
    const before = epoch;
    const key = await options.load(publicKey);
    if (epoch !== before || unsettled.has(publicKey)) return key;
    if (key) known.set(publicKey, { key });
    else unknown.set(publicKey, true);
    return key;
  };
  const load = shareNext(read);
  return {
    async get(publicKey) {
      const { notifications, barrier } = options;
      const cached = known.get(publicKey);
      if (!notifications.connected || !barrier.leased) {
        const loaded = load(publicKey);
        return cached && barrier.leased ? atMost(PATIENCE_MS, loaded, cached.key, options.clock) : loaded;
      }
      if (!cached) return unknown.has(publicKey) ? null : load(publicKey);
      const ageMs = MAX_AGE_MS - known.getRemainingTTL(publicKey);
      if (ageMs > RENEW_AFTER_MS && !load.isRunning(publicKey)) load(publicKey).catch(() => undefined);
      return cached.key;
    },
    [Symbol.dispose]() {
      leave();
      stop();
    },
  };
}

/** One call at a time for each key; what is asked meanwhile shares the one after it. */
function shareNext<T>(call: (key: string) => Promise<T>) {
  const flights = new Map<string, { current: Promise<T>; next: Promise<T> | null }>();
  const start = (key: string): Promise<T> => {
    const flight = {
      current: call(key).finally(() => {
        if (!flight.next) flights.delete(key);
      }),
      next: null as Promise<T> | null,
    };
    flights.set(key, flight);
    return flight.current;
  };
  const ask = (key: string): Promise<T> => {
    const flight = flights.get(key);
    if (!flight) return start(key);
    return (flight.next ??= flight.current.then(
      () => start(key),
      () => start(key),
    ));
  };
  return Object.assign(ask, { isRunning: (key: string) => flights.has(key) });
}
