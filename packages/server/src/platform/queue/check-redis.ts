import { Redis } from 'ioredis';

/**
 * A queue on a Redis that evicts loses jobs without a word, so such a Redis is refused. One that does not persist only
 * costs delay after a crash (blobs are the truth), which is worth a warning.
 */
export async function checkRedis(redisUrl: string, warn: (message: string) => void): Promise<void> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: 5000,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const info = await redis.info();
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? 'unknown';
    if (policy !== 'noeviction') {
      throw new Error(
        `REDIS_URL: this Redis may evict queues (maxmemory-policy is ${policy}); set maxmemory-policy to noeviction`,
      );
    }
    if (!/aof_enabled:1/.test(info))
      warn(
        'This Redis does not persist (appendonly is off): after its crash, work is found again by the reconciler, with delay',
      );
  } finally {
    redis.disconnect();
  }
}
