import { Redis } from 'ioredis';
import { AppError } from '#domain/errors';
import type { Clock } from '#platform/clock/clock';
import type { Log } from '#platform/log/log';

const ASK_AGAIN_MS = 5000;

/**
 * A Redis that evicts is refused at the start. One that does not answer is no reason to refuse data: it is asked again
 * until it does, and what is wrong with it then is in the log.
 */
export async function checkRedis(
  redisUrl: string,
  { clock, log }: { clock: Clock; log: Log },
): Promise<AsyncDisposable> {
  const stop = new AbortController();
  let asking = Promise.resolve();
  if (!(await isFit(redisUrl, log))) {
    log.warn('Redis does not answer. Data is taken and kept; it is worked on when Redis is back');
    asking = askAgain();
  }
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await asking;
    },
  };

  async function askAgain() {
    while (!stop.signal.aborted) {
      await clock.sleep(ASK_AGAIN_MS, stop.signal);
      try {
        if (!stop.signal.aborted && (await isFit(redisUrl, log))) return;
      } catch (error) {
        return log.error((error as Error).message);
      }
    }
  }
}

/**
 * False when it does not answer. Throws when it may evict: a queue there loses jobs without a word. One that does not
 * persist only costs delay after a crash, since segments are the truth, which is worth a warning.
 */
async function isFit(redisUrl: string, log: Log): Promise<boolean> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: 2000,
    socketTimeout: 2000,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  try {
    const info = await redis
      .connect()
      .then(() => redis.info())
      .catch(() => null);
    if (info === null) return false;
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? 'unknown';
    if (policy !== 'noeviction') {
      throw new AppError(
        'precondition_failed',
        `REDIS_URL: this Redis may evict queues (maxmemory-policy is ${policy}); set maxmemory-policy to noeviction`,
      );
    }
    if (!/aof_enabled:1/.test(info))
      log.warn(
        'This Redis does not persist (appendonly is off): after its crash, work is found again by the reconciler, with delay',
      );
    return true;
  } finally {
    redis.disconnect();
  }
}
