import { setTimeout as wait } from 'node:timers/promises';
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import type { JobsOptions, PgPool } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { AppError } from '#domain/errors';
import { failpoint } from '#platform/failpoint/failpoint';
import type { Log } from '#platform/log/log';
import type { JobQueue, MessageHandler, QueueCounts, QueueMessage } from './job-queue.ts';
import { forgetMessages, messagesAbout } from './messages-about.ts';

/** Where the queues live: PostgreSQL (schema `bullmq`) or Redis. */
export type QueueStore = { postgresUrl: string } | { redisUrl: string };

const SCHEMA = 'bullmq';
const KEEP = { count: 1000, age: 24 * 3600 };
const DEFAULTS: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: KEEP,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
};

/** Telling the queue is never worth waiting for: what it did not hear of is told again by the reconciler. */
const ANSWER_WITHIN_MS = 2000;
/** Looking at every message of a group. */
const SEARCH_WITHIN_MS = 120_000;
/** Longer than a worker waits for a message in one question. */
const SILENT_AFTER_MS = 30_000;
/** The work in hand is finished at the end, unless its stores do not answer: it is durable and done again. */
const FINISH_WITHIN_MS = 20_000;
const BEGIN_AGAIN_AFTER_MS = 1000;

/**
 * BullMQ on PostgreSQL or Redis behind one face. Each group is one BullMQ queue, because on PostgreSQL a queue with its
 * worker holds about three connections; names inside it tell jobs apart.
 */
export async function openBullQueue(store: QueueStore, log: Log): Promise<JobQueue> {
  const open = 'redisUrl' in store ? redisOpener(store.redisUrl) : await postgresOpener(store.postgresUrl);
  const queues = new Map<string, OpenQueue>();
  const workers = new Set<Worker>();
  const openQueue = (group: string) => {
    const opened = open.queue(group);
    opened.queue.on('error', (error) => log.debug({ err: error, group }, 'queue error'));
    queues.set(group, opened);
    // BullMQ asks once whether the store is fit, and holds on to a no for good: the next question gets another queue.
    opened.queue.waitUntilReady().catch(() => {
      if (queues.get(group) === opened) queues.delete(group);
      void closeWithin(ANSWER_WITHIN_MS, opened.queue);
    });
    return opened;
  };
  /** Asks nothing of a store that is known to be away, so that nothing piles up before it. */
  const ask = <T>(group: string, question: (queue: Queue) => Promise<T>, ms = ANSWER_WITHIN_MS): Promise<T> => {
    const { queue, isAway } = queues.get(group) ?? openQueue(group);
    return isAway() ? Promise.reject(away()) : withinMs(ms, question(queue));
  };
  return {
    add: async (message) => {
      await ask(message.group, (queue) => queue.add(message.name, message.data, optionsOf(message)));
    },
    addBulk: async (messages) => {
      for (const [group, batch] of byGroup(messages)) {
        const jobs = batch.map((message) => ({ name: message.name, data: message.data, opts: optionsOf(message) }));
        await ask(group, (queue) => queue.addBulk(jobs));
      }
    },
    counts: async (group) =>
      toCounts(
        await ask(group, (queue) => queue.getJobCounts('waiting', 'active', 'delayed', 'failed', 'prioritized')),
      ),
    countAbout: (group, text) =>
      ask(group, async (queue) => (await messagesAbout(queue, text)).length, SEARCH_WITHIN_MS),
    forgetAbout: (group, text) => ask(group, (queue) => forgetMessages(queue, text), SEARCH_WITHIN_MS),
    consume: async (group, options, handle) => {
      const stop = new AbortController();
      let worker: Worker;
      const begin = () => {
        const begun = open.worker(group, options.concurrency, handle);
        begun.on('error', (error) => log.warn({ err: error, group }, 'queue worker error'));
        begun.on('failed', (job, error) =>
          log.warn({ err: error, group, job: job?.name, attempt: job?.attemptsMade }, 'job failed'),
        );
        begun.on('completed', () => void failpoint('K12'));
        workers.add((worker = begun));
        begun.waitUntilReady().catch(() => void beginAgain(begun));
      };
      // A worker whose first question fails never works, and asks again without a pause.
      const beginAgain = async (broken: Worker) => {
        workers.delete(broken);
        await closeWithin(ANSWER_WITHIN_MS, broken);
        await wait(BEGIN_AGAIN_AFTER_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
        if (!stop.signal.aborted) begin();
      };
      begin();
      return {
        [Symbol.asyncDispose]: async () => {
          stop.abort();
          workers.delete(worker);
          await closeWithin(FINISH_WITHIN_MS, worker);
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...workers].map((worker) => closeWithin(FINISH_WITHIN_MS, worker)));
      await Promise.all([...queues.values()].map(({ queue }) => closeWithin(ANSWER_WITHIN_MS, queue)));
      await open.close();
    },
  };
}

async function closeWithin(ms: number, closing: { close(): Promise<void> }) {
  await withinMs(ms, closing.close()).catch(() => undefined);
}

async function withinMs<T>(ms: number, answer: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(away()), ms);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}

const away = () => new AppError('unavailable', 'The queue does not answer at the moment');

interface OpenQueue {
  queue: Queue;
  isAway(): boolean;
}

interface Opener {
  /** Connections that BullMQ was handed are ours to close. */
  close(): Promise<void>;
  queue(group: string): OpenQueue;
  worker(group: string, concurrency: number, handle: MessageHandler): Worker;
}

const processor =
  (handle: MessageHandler) =>
  async (job: { name: string; data: unknown; attemptsMade: number }, _token?: string, signal?: AbortSignal) =>
    handle({ name: job.name, data: job.data, attempt: job.attemptsMade }, signal ?? new AbortController().signal);

function redisOpener(redisUrl: string): Opener {
  const connections: Redis[] = [];
  const connect = (limits: { commandTimeout?: number; socketTimeout: number }) => {
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy, ...limits });
    redis.on('error', () => undefined);
    connections.push(redis);
    return redis;
  };
  return {
    queue: (group) => {
      const redis = connect({ commandTimeout: ANSWER_WITHIN_MS, socketTimeout: 2 * ANSWER_WITHIN_MS });
      const openedAt = performance.now();
      // Asking for the version once, at a bad moment, would leave the queue broken for good.
      const options = { connection: redis, defaultJobOptions: DEFAULTS, skipVersionCheck: true };
      return {
        queue: new Queue(group, options),
        isAway: () => redis.status !== 'ready' && performance.now() - openedAt > ANSWER_WITHIN_MS,
      };
    },
    worker: (group, concurrency, handle) =>
      new Worker(group, processor(handle), { connection: connect({ socketTimeout: SILENT_AFTER_MS }), concurrency }),
    close: async () => connections.forEach((redis) => redis.disconnect()),
  };
}

const retryStrategy = (times: number) => Math.min(times * 100, 2000);

async function postgresOpener(postgresUrl: string): Promise<Opener> {
  const pools: pg.Pool[] = [];
  const connection = (max: number) => {
    const pool = queuePool(postgresUrl, max);
    pools.push(pool);
    return pool as unknown as PgPool;
  };
  await migrate(connection(1));
  return {
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
    queue: (group) => ({
      queue: new Queue(
        group,
        { connection: connection(2), defaultJobOptions: DEFAULTS },
        createPostgresBackend,
      ) as unknown as Queue,
      isAway: () => false,
    }),
    worker: (group, concurrency, handle) =>
      new Worker(
        group,
        processor(handle),
        { connection: connection(5), concurrency },
        createPostgresBackend,
      ) as unknown as Worker,
  };
}

async function migrate(pool: PgPool) {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}

/** A pool of ours, because a connection that breaks while BullMQ has it in hand would end the process unless somebody listens. */
function queuePool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    options: `-c search_path=${SCHEMA}`,
    application_name: 'tidemark queue',
    connectionTimeoutMillis: 5000,
    query_timeout: SILENT_AFTER_MS,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function optionsOf(message: QueueMessage): JobsOptions {
  return {
    attempts: message.attempts ?? 1,
    ...(message.id ? { jobId: message.id, removeOnFail: true } : {}),
    ...(message.delayMs ? { delay: message.delayMs } : {}),
  };
}

function byGroup(messages: readonly QueueMessage[]): Map<string, QueueMessage[]> {
  return Map.groupBy(messages, (message) => message.group);
}

function toCounts(counts: Record<string, number>): QueueCounts {
  return {
    waiting: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0),
    active: counts['active'] ?? 0,
    delayed: counts['delayed'] ?? 0,
    failed: counts['failed'] ?? 0,
  };
}
