import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '#platform/clock/clock';
import { createLog } from '#platform/log/log';
import { freePort } from '#platform/postgres/embedded';
import { openBullQueue } from './bull-queue.ts';
import { checkRedis } from './check-redis.ts';
import type { JobQueue } from './job-queue.ts';

const log = createLog('silent');
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

async function startRedis(...settings: string[]): Promise<AsyncDisposable & { url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const url = `redis://127.0.0.1:${port}`;
  const ping = () => spawnSync('redis-cli', ['-p', String(port), 'ping']).stdout?.toString() ?? '';
  await vi.waitFor(() => expect(ping()).toContain('PONG'), { timeout: 10_000 });
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const STORES = {
  PostgreSQL: async (stack: AsyncDisposableStack) => {
    const stores = stack.use(await testEngines());
    return stack.use(await openBullQueue({ postgresUrl: stores.postgresUrl }, log));
  },
  ...(hasRedis
    ? {
        Redis: async (stack: AsyncDisposableStack) => {
          const redis = stack.use(await startRedis('--appendonly', 'yes'));
          return stack.use(await openBullQueue({ redisUrl: redis.url }, log));
        },
      }
    : {}),
};

describe.each(Object.entries(STORES))('a queue on %s', (_name, open) => {
  const stack = new AsyncDisposableStack();
  let queue: JobQueue;
  beforeAll(async () => {
    queue = await open(stack);
  });
  afterAll(() => stack.disposeAsync());

  test('a message is handled once, a failing one again with backoff', async () => {
    const group = `g${randomUUID().slice(0, 8)}`;
    const seen: string[] = [];
    await using _worker = await queue.consume(group, { concurrency: 2 }, async ({ name, data, attempt }) => {
      seen.push(`${name}:${(data as { n: number }).n}:${attempt}`);
      if (name === 'flaky' && attempt === 0) throw new Error('once');
    });
    await queue.addBulk([
      { group, name: 'plain', data: { n: 1 } },
      { group, name: 'flaky', data: { n: 2 }, attempts: 3 },
    ]);
    await vi.waitFor(() => expect(seen.sort()).toEqual(['flaky:2:0', 'flaky:2:1', 'plain:1:0']), { timeout: 15_000 });
  });

  test('messages of one id that wait are one', async () => {
    const group = `g${randomUUID().slice(0, 8)}`;
    for (let n = 0; n < 3; n += 1) await queue.add({ group, name: 'x', data: {}, id: 'same' });
    expect((await queue.counts(group)).waiting).toBe(1);
  });

  test('a message with an id is forgotten when it was given up, so that it can be told again', async () => {
    const group = `g${randomUUID().slice(0, 8)}`;
    let handled = 0;
    await using _worker = await queue.consume(group, { concurrency: 1 }, async () => {
      handled += 1;
      throw new Error('never');
    });
    for (const times of [1, 2]) {
      await vi.waitFor(
        async () => {
          await queue.add({ group, name: 'x', data: {}, id: 'same' });
          expect(handled).toBeGreaterThanOrEqual(times);
        },
        { timeout: 15_000 },
      );
    }
  });

  test('messages about something are counted and forgotten in whatever state, and no others', async () => {
    const group = `g${randomUUID().slice(0, 8)}`;
    await queue.addBulk([
      { group, name: 'a', data: { key: 'projects/one/x' } },
      { group, name: 'b', data: {}, id: 'projects-one-y' },
      { group, name: 'c', data: { key: 'one' }, delayMs: 3_600_000 },
      { group, name: 'd', data: { key: 'projects/two/x' } },
    ]);
    expect(await queue.countAbout(group, 'one')).toBe(3);
    expect(await queue.forgetAbout(group, 'one')).toBe(3);
    expect(await queue.countAbout(group, 'one')).toBe(0);
    expect(await queue.countAbout(group, 'two')).toBe(1);
  });

  test('a message given up after its attempts is counted as failed', async () => {
    const group = `g${randomUUID().slice(0, 8)}`;
    await using _worker = await queue.consume(group, { concurrency: 1 }, async () => {
      throw new Error('never');
    });
    await queue.add({ group, name: 'x', data: {} });
    await vi.waitFor(async () => expect((await queue.counts(group)).failed).toBe(1), { timeout: 15_000 });
  });
});

/** A way to PostgreSQL that can be cut: then whoever connects is let in and thrown out. */
async function startGate(postgresUrl: string) {
  const target = new URL(postgresUrl);
  const gate = { isCut: false, thrownOut: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    sockets.add(from.on('error', () => undefined));
    if (gate.isCut) {
      gate.thrownOut += 1;
      return void from.destroy();
    }
    const to = connect(Number(target.port), target.hostname);
    sockets.add(to.on('error', () => undefined));
    from.pipe(to).pipe(from);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(gate, {
    url: Object.assign(new URL(postgresUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
}

test('a worker and a queue whose first question to PostgreSQL failed work once it answers, and do not ask without a pause', async () => {
  await using stores = await testEngines();
  await using gate = await startGate(stores.postgresUrl);
  await using queue = await openBullQueue({ postgresUrl: gate.url }, log);
  gate.isCut = true;
  const group = `g${randomUUID().slice(0, 8)}`;
  const handled = vi.fn<() => Promise<void>>(async () => undefined);
  await using _worker = await queue.consume(group, { concurrency: 1 }, handled);
  await expect(queue.add({ group, name: 'x', data: {} })).rejects.toThrow(/ECONNRESET|terminated|does not answer/);
  await vi.waitFor(() => expect(gate.thrownOut).toBeGreaterThan(2), { timeout: 20_000 });
  expect(gate.thrownOut).toBeLessThan(50);
  gate.isCut = false;
  await vi.waitFor(() => queue.add({ group, name: 'x', data: {} }), { timeout: 20_000 });
  await vi.waitFor(() => expect(handled).toHaveBeenCalled(), { timeout: 20_000 });
});

test.runIf(hasRedis)(
  'A11: a Redis that evicts is refused with the reason, one that does not persist gets a warning',
  async () => {
    await using evicting = await startRedis('--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru');
    await expect(checkRedis(evicting.url, { clock: systemClock(), log })).rejects.toThrow(/allkeys-lru.*noeviction/s);
    await using forgetful = await startRedis();
    const warn = vi.spyOn(log, 'warn');
    await using _check = await checkRedis(forgetful.url, { clock: systemClock(), log });
    expect(warn.mock.calls.join()).toMatch(/does not persist/);
  },
);
