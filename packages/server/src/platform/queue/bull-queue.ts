import { createPostgresBackend, Queue, Worker } from 'bullmq';
import type { JobsOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { failpoint } from '#platform/failpoint/failpoint';
import type { Log } from '#platform/log/log';
import type { JobQueue, MessageHandler, QueueCounts, QueueMessage } from './job-queue.ts';

/** Where the queues live: a PostgreSQL pool config (schema `bullmq`) or a Redis URL. */
export type QueueStore = { postgresUrl: string } | { redisUrl: string };

const SCHEMA = 'bullmq';
const KEEP = { count: 1000, age: 24 * 3600 };
const DEFAULTS: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: KEEP,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
};

/**
 * BullMQ on PostgreSQL or Redis behind one face. Each group is one BullMQ queue, because on PostgreSQL a queue with its
 * worker holds about three connections; names inside it tell jobs apart.
 */
export async function openBullQueue(store: QueueStore, log: Log): Promise<JobQueue> {
  const open = 'redisUrl' in store ? redisOpener(store.redisUrl) : await postgresOpener(store.postgresUrl);
  const queues = new Map<string, Queue>();
  const workers = new Set<Worker>();
  const queueOf = (group: string) => {
    const queue = queues.get(group) ?? open.queue(group);
    if (!queues.has(group)) queue.on('error', (error) => log.warn({ err: error, group }, 'queue error'));
    queues.set(group, queue);
    return queue;
  };
  return {
    add: async (message) => {
      await queueOf(message.group).add(message.name, message.data, optionsOf(message));
    },
    addBulk: async (messages) => {
      for (const [group, batch] of byGroup(messages)) {
        await queueOf(group).addBulk(
          batch.map((message) => ({ name: message.name, data: message.data, opts: optionsOf(message) })),
        );
      }
    },
    counts: async (group) =>
      toCounts(await queueOf(group).getJobCounts('waiting', 'active', 'delayed', 'failed', 'prioritized')),
    consume: async (group, options, handle) => {
      const worker = open.worker(group, options.concurrency, handle);
      worker.on('error', (error) => log.warn({ err: error, group }, 'queue worker error'));
      worker.on('failed', (job, error) =>
        log.warn({ err: error, group, job: job?.name, attempt: job?.attemptsMade }, 'job failed'),
      );
      worker.on('completed', () => void failpoint('K12'));
      workers.add(worker);
      await worker.waitUntilReady();
      return {
        [Symbol.asyncDispose]: async () => {
          workers.delete(worker);
          await worker.close();
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...workers].map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      open.close();
    },
  };
}

interface Opener {
  /** Connections that BullMQ was handed are ours to close. */
  close(): void;
  queue(group: string): Queue;
  worker(group: string, concurrency: number, handle: MessageHandler): Worker;
}

const processor =
  (handle: MessageHandler) =>
  async (job: { name: string; data: unknown; attemptsMade: number }, _token?: string, signal?: AbortSignal) =>
    handle({ name: job.name, data: job.data, attempt: job.attemptsMade }, signal ?? new AbortController().signal);

function redisOpener(redisUrl: string): Opener {
  const connections: Redis[] = [];
  const connection = () => {
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    connections.push(redis);
    return redis;
  };
  return {
    queue: (group) => new Queue(group, { connection: connection(), defaultJobOptions: DEFAULTS }),
    worker: (group, concurrency, handle) =>
      new Worker(group, processor(handle), { connection: connection(), concurrency }),
    close: () => connections.forEach((redis) => redis.disconnect()),
  };
}

async function postgresOpener(postgresUrl: string): Promise<Opener> {
  const config = (max: number) => ({ connectionString: postgresUrl, schema: SCHEMA, max, migrate: true });
  const open: Opener = {
    close: () => undefined,
    queue: (group) =>
      new Queue(
        group,
        { connection: config(2), defaultJobOptions: DEFAULTS },
        createPostgresBackend,
      ) as unknown as Queue,
    worker: (group, concurrency, handle) =>
      new Worker(
        group,
        processor(handle),
        { connection: config(4), concurrency },
        createPostgresBackend,
      ) as unknown as Worker,
  };
  const first = open.queue('migrations');
  try {
    await first.waitUntilReady();
  } finally {
    await first.close();
  }
  return open;
}

function optionsOf(message: QueueMessage): JobsOptions {
  return {
    attempts: message.attempts ?? 1,
    ...(message.id ? { jobId: message.id } : {}),
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
