import { sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '#platform/clock/clock';
import type { Log } from '#platform/log/log';
import type { Db } from './db.ts';

/** Word between processes over LISTEN/NOTIFY. Messages may get lost while the connection is down, and listeners are told so. */
export interface Notifications extends AsyncDisposable {
  /** False while messages may be missed: what depends on them must not be trusted then. */
  readonly connected: boolean;
  /** Hears the channel, from every process. Resolves when listening; the returned function ends it. */
  listen(channel: string, listener: NotificationListener): Promise<() => void>;
  /** Tells the listeners of this process at once, and those of all processes when `db` commits. */
  announce(db: Db, channel: string, payload: string): Promise<void>;
}

export interface NotificationListener {
  onMessage(payload: string): void;
  /** The connection was away and is back: anything may have been missed. */
  onGap(): void;
}

interface Options {
  url: string;
  clock: Clock;
  log: Log;
}

const HEARTBEAT_MS = 5000;
const RETRY_MS = 250;

/** Holds one connection of its own, since a pooled one cannot listen; reconnects for ever. */
export async function connectNotifications(options: Options): Promise<Notifications> {
  const listeners = new Map<string, Set<NotificationListener>>();
  const stop = new AbortController();
  let client: pg.Client | null = null;
  const tell = (channel: string, payload: string) =>
    listeners.get(channel)?.forEach((listener) => listener.onMessage(payload));

  const connect = async (): Promise<pg.Client> => {
    const next = new pg.Client({ ...CONNECTION, connectionString: options.url });
    next.on('error', () => undefined);
    next.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''));
    try {
      await next.connect();
      for (const channel of listeners.keys()) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      return next;
    } catch (error) {
      void next.end().catch(() => undefined);
      throw error;
    }
  };
  const watch = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      if (client) await untilBroken(client, options.clock, stop.signal);
      const broken = client;
      client = null;
      void broken?.end().catch(() => undefined);
      if (stop.signal.aborted) return;
      client = await connect().catch((error: unknown) => {
        options.log.warn({ error }, 'lost the connection that hears notifications');
        return null;
      });
      if (client) listeners.forEach((set) => set.forEach((listener) => listener.onGap()));
      else await options.clock.sleep(RETRY_MS, stop.signal);
    }
  };

  client = await connect();
  const watching = watch();
  return {
    get connected() {
      return client !== null;
    },
    async listen(channel, listener) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      // A connection that fails here is replaced by one that listens to every known channel.
      await client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
      return () => set.delete(listener);
    },
    async announce(db, channel, payload) {
      tell(channel, payload);
      await sql`SELECT pg_notify(${channel}, ${payload})`.execute(db);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
    },
  };
}

const CONNECTION = {
  application_name: 'tidemark notifications',
  connectionTimeoutMillis: 5000,
  query_timeout: HEARTBEAT_MS,
  keepAlive: true,
} as const;

/** A cut line says so; a silent one (a firewall that forgot us) is found by asking. */
async function untilBroken(client: pg.Client, clock: Clock, signal: AbortSignal): Promise<void> {
  const broken = new AbortController();
  client.once('error', () => broken.abort());
  client.once('end', () => broken.abort());
  const either = AbortSignal.any([signal, broken.signal]);
  while (!either.aborted) {
    await clock.sleep(HEARTBEAT_MS, either);
    if (!either.aborted) await client.query('SELECT 1').catch(() => broken.abort());
  }
}
