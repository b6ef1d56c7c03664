import { sql } from 'kysely';
import { AppError } from '#domain/errors';
import type { Clock } from '#platform/clock/clock';
import type { Log } from '#platform/log/log';
import type { Db } from './db.ts';
import type { Notifications } from './notifications.ts';

/**
 * Lets one process wait until all others took notice of something: that a key no longer opens, that work of an older
 * state has to end. A process counts for as long as its lease runs, by the database's clock. Whoever cannot renew it
 * in time is no longer waited for, and must not go by what it remembers until it holds a lease again.
 */
export interface Barrier extends AsyncDisposable {
  /** False while nobody waits for this process. */
  readonly leased: boolean;
  /** Hears a topic. The barrier counts as passed by this process when every listener has resolved. */
  on(topic: string, listener: BarrierListener): () => void;
  /**
   * Resolves when every process that holds a lease has passed. To be called after the commit of what is told. Throws
   * `unavailable` when somebody takes longer than `timeoutMs`.
   */
  raise(topic: string, payload: string, timeoutMs?: number): Promise<void>;
}

export interface BarrierListener {
  /** Rejecting means not yet: it is asked again. */
  take(payload: string): Promise<void> | void;
  /** The lease had run out and is back: nobody waited for this process meanwhile. */
  onLapse(): void;
}

interface Options {
  db: Db;
  notifications: Notifications;
  clock: Clock;
  log: Log;
}

const CHANNEL = 'barriers';
const LEASE_MS = 10_000;
/** Others may still count on the lease for this long after this process has stopped to. */
const MARGIN_MS = 500;
const RENEW_EVERY_MS = 2500;
const RETRY_MS = 500;
const RENEWALS_AT_ONCE = 4;
const LOOK_EVERY_MS = 20;
const TIMEOUT_MS = 30_000;

export async function openBarrier(options: Options): Promise<Barrier> {
  const { db, notifications, clock, log } = options;
  const processId = clock.newId();
  const listeners = new Map<string, Set<BarrierListener>>();
  const stop = new AbortController();
  let leasedAt: Moment | null = null;
  const isLeased = () => leasedAt !== null && elapsedMs(clock, leasedAt) < LEASE_MS - MARGIN_MS;

  const renew = async () => {
    const askedAt = momentOf(clock);
    await extendLease(db, processId);
    if (!isLeased()) listeners.forEach((set) => set.forEach((listener) => listener.onLapse()));
    if (!leasedAt || elapsedMs(clock, askedAt) < elapsedMs(clock, leasedAt)) leasedAt = askedAt;
    // Not waited for: what a listener has to finish may take longer than a lease.
    soon();
  };
  const passing = new Map<string, Promise<void>>();
  const passWaiting = async () => {
    const waiting = await selectWaiting(db, processId);
    await Promise.all(waiting.map(pass));
  };
  const pass = (barrier: Waiting): Promise<void> => {
    const known = passing.get(barrier.id) ?? takeAndPass(barrier).finally(() => passing.delete(barrier.id));
    passing.set(barrier.id, known);
    return known;
  };
  const takeAndPass = async ({ id, topic, payload }: Waiting) => {
    try {
      await Promise.all([...(listeners.get(topic) ?? [])].map(async (listener) => listener.take(payload)));
      await insertPass(db, { id, processId });
    } catch (error) {
      log.warn({ err: error, topic }, 'a barrier is not passed yet');
    }
  };
  const soon = () =>
    void passWaiting().catch((error: unknown) => log.warn({ err: error }, 'barriers could not be looked at'));
  const renewing = new Set<Promise<void>>();
  // On time, whether or not the one before was answered: a slow database must not cost the lease.
  const keepLease = async () => {
    while (!stop.signal.aborted) {
      await clock.sleep(isLeased() ? RENEW_EVERY_MS : RETRY_MS, stop.signal);
      if (stop.signal.aborted || renewing.size >= RENEWALS_AT_ONCE) continue;
      const one: Promise<void> = renew()
        .catch((error: unknown) => log.warn({ err: error }, 'the lease of this process was not renewed'))
        .finally(() => renewing.delete(one));
      renewing.add(one);
    }
  };

  const silence = await notifications.listen(CHANNEL, { onMessage: soon, onGap: soon });
  await renew();
  const keeping = keepLease();
  return {
    get leased() {
      return isLeased();
    },
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set.add(listener));
      return () => set.delete(listener);
    },
    async raise(topic, payload, timeoutMs = TIMEOUT_MS) {
      const id = await insertBarrier(db, { topic, payload });
      await notifications.announce(db, CHANNEL, id);
      await pass({ id, topic, payload });
      const raisedAt = momentOf(clock);
      while ((await countMissing(db, id)) > 0) {
        if (elapsedMs(clock, raisedAt) > timeoutMs)
          throw new AppError('unavailable', 'Not every process of this instance has taken notice yet');
        await clock.sleep(LOOK_EVERY_MS);
        await passWaiting();
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      silence();
      await keeping;
      await Promise.allSettled(renewing);
      await Promise.allSettled(passing.values());
      await deleteProcess(db, processId).catch(() => undefined);
    },
  };
}

/** One clock may be set, the other stands still while a machine sleeps: what either says has passed, has passed. */
interface Moment {
  wallMs: number;
  steadyMs: number;
}

const momentOf = (clock: Clock): Moment => ({ wallMs: clock.nowMs(), steadyMs: clock.nowUs() / 1000 });

function elapsedMs(clock: Clock, since: Moment): number {
  const now = momentOf(clock);
  return Math.max(now.wallMs - since.wallMs, now.steadyMs - since.steadyMs);
}

interface Waiting {
  id: string;
  topic: string;
  payload: string;
}

async function extendLease(db: Db, id: string): Promise<void> {
  await sql`
    INSERT INTO processes (id, lease_until) VALUES (${id}, now() + make_interval(secs => ${LEASE_MS / 1000}))
    ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until`.execute(db);
}

/** A barrier that everybody had time for is over: whoever missed it has lost its lease on the way. */
async function selectWaiting(db: Db, processId: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    SELECT id::text, topic, payload FROM barriers
    WHERE raised_at > now() - interval '10 minutes'
      AND NOT EXISTS (SELECT FROM barrier_passes WHERE barrier_id = barriers.id AND process_id = ${processId})
    ORDER BY barriers.id`.execute(db);
  return rows;
}

async function insertPass(db: Db, pass: { id: string; processId: string }): Promise<void> {
  await sql`
    INSERT INTO barrier_passes (barrier_id, process_id)
    SELECT id, ${pass.processId} FROM barriers WHERE id = ${pass.id}::bigint
    ON CONFLICT DO NOTHING`.execute(db);
}

async function insertBarrier(db: Db, barrier: { topic: string; payload: string }): Promise<string> {
  await sql`DELETE FROM barriers WHERE raised_at < now() - interval '10 minutes'`.execute(db);
  await sql`DELETE FROM processes WHERE lease_until < now() - interval '1 hour'`.execute(db);
  const { rows } = await sql<{ id: string }>`
    INSERT INTO barriers (topic, payload) VALUES (${barrier.topic}, ${barrier.payload}) RETURNING id::text`.execute(db);
  return rows[0]?.id ?? '';
}

async function countMissing(db: Db, barrierId: string): Promise<number> {
  const { rows } = await sql<{ missing: number }>`
    SELECT count(*)::int AS missing FROM processes
    WHERE lease_until > now()
      AND NOT EXISTS (
        SELECT FROM barrier_passes WHERE barrier_id = ${barrierId}::bigint AND process_id = processes.id)`.execute(db);
  return rows[0]?.missing ?? 0;
}

async function deleteProcess(db: Db, id: string): Promise<void> {
  await sql`DELETE FROM processes WHERE id = ${id}`.execute(db);
}
