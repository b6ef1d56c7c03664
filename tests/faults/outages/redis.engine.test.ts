import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startFaultProxy } from '../../harness/fault-proxy.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import { startOutageProduct } from './outage-product.ts';
import type { OutageProject } from './outage-product.ts';
import { hasRedis, redisServer } from './start-redis.ts';

/** Answers of a load that goes on until the outage is over. */
async function sendDuring(project: OutageProject, outage: () => Promise<void>) {
  const over = new AbortController();
  const answers: { status: number; ms: number }[] = [];
  const sending = (async () => {
    while (!over.signal.aborted) {
      answers.push(await project.send(5));
      await pause(20);
    }
  })();
  await waitUntil(async () => answers.length > 20, { what: 'the load to run' });
  await outage();
  const before = answers.length;
  await waitUntil(async () => answers.length > before + 50, { what: 'the load to go on' });
  over.abort();
  await sending;
  return {
    statuses: [...new Set(answers.map(({ status }) => status))],
    slowestMs: Math.max(...answers.map(({ ms }) => ms)),
  };
}

async function expectExact(project: OutageProject) {
  const balance = await project.expectAllStored();
  expect(balance).toMatchObject({ stored: project.acknowledged.length, deadLettered: 0, refused: 0 });
}

test.runIf(hasRedis)(
  'A07: with Redis absent at the start requests are taken all the same, and stored when Redis is there',
  async () => {
    await using redis = await redisServer();
    await using product = await startOutageProduct({ redisUrl: redis.url });
    const project = await product.newProject();
    for (let n = 0; n < 10; n += 1) {
      const { status, ms } = await project.send(5);
      expect(status).toBe(200);
      expect(ms).toBeLessThan(2000);
    }
    await waitUntil(async () => (await project.balance()).queued === 50, {
      what: 'all of it to be counted as waiting',
    });
    await redis.start();
    await expectExact(project);
  },
);

test.runIf(hasRedis)('A08: FLUSHALL during a load loses nothing', async () => {
  await using redis = await redisServer();
  await redis.start();
  await using product = await startOutageProduct({ redisUrl: redis.url });
  const project = await product.newProject();
  const { statuses } = await sendDuring(project, async () => {
    for (let n = 0; n < 20; n += 1) {
      expect(redis.cli('flushall')).toBe('OK');
      await project.send();
    }
  });
  expect(statuses).toEqual([200]);
  await expectExact(project);
});

test.runIf(hasRedis)('A09: kill -9 of a Redis that keeps nothing, during a load, loses nothing', async () => {
  await using redis = await redisServer('--appendonly', 'no');
  await redis.start();
  await using product = await startOutageProduct({ redisUrl: redis.url });
  const project = await product.newProject();
  const { statuses, slowestMs } = await sendDuring(project, async () => {
    await redis.kill9();
    for (let n = 0; n < 20; n += 1) await project.send(5);
    await redis.start();
  });
  expect(statuses).toEqual([200]);
  expect(slowestMs).toBeLessThan(2000);
  await expectExact(project);
});

test.runIf(hasRedis)(
  'A10: a Redis that is full and refuses every write stops no request and loses nothing',
  async () => {
    await using redis = await redisServer('--maxmemory-policy', 'noeviction');
    await redis.start();
    await using product = await startOutageProduct({ redisUrl: redis.url });
    const project = await product.newProject();
    const { statuses } = await sendDuring(project, async () => {
      expect(redis.cli('config', 'set', 'maxmemory', '1')).toBe('OK');
      expect(redis.cli('set', 'x', 'y')).toContain('OOM');
      for (let n = 0; n < 20; n += 1) await project.send(5);
      await waitUntil(async () => (await project.balance()).queued > 0, { what: 'something to wait' });
      redis.cli('config', 'set', 'maxmemory', '0');
    });
    expect(statuses).toEqual([200]);
    await expectExact(project);
  },
);

test.runIf(hasRedis)('A12: while Redis hangs every request is answered within 2 s, and nothing is lost', async () => {
  await using redis = await redisServer();
  await redis.start();
  await using proxy = await startFaultProxy({ port: redis.port });
  await using product = await startOutageProduct({ redisUrl: proxy.through(redis.url) });
  const project = await product.newProject();
  const { statuses, slowestMs } = await sendDuring(project, async () => {
    await proxy.set({ kind: 'hang' });
    const until = performance.now() + 6000;
    while (performance.now() < until) await project.send(5);
    await proxy.set({ kind: 'none' });
  });
  expect(statuses).toEqual([200]);
  expect(slowestMs).toBeLessThan(2000);
  await expectExact(project);
});

test.runIf(hasRedis)('A12: the product starts while Redis hangs, takes requests, and ends', async () => {
  await using redis = await redisServer();
  await redis.start();
  await using proxy = await startFaultProxy({ port: redis.port });
  await proxy.set({ kind: 'hang' });
  const startedAt = performance.now();
  {
    await using product = await startOutageProduct({ redisUrl: proxy.through(redis.url) });
    const project = await product.newProject();
    expect((await project.send()).status).toBe(200);
    await proxy.set({ kind: 'none' });
    await expectExact(project);
    await proxy.set({ kind: 'hang' });
    expect((await project.send()).status).toBe(200);
  }
  expect(performance.now() - startedAt).toBeLessThan(60_000);
});
