import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBarrier } from './barrier.ts';
import type { Barrier } from './barrier.ts';
import { connectNotifications } from './notifications.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

interface OtherProcess extends AsyncDisposable {
  barrier: Barrier;
  taken: string[];
  /** Cut off from the database, or not. */
  freeze(frozen: boolean): void;
}

/** Another process of the same instance, with a clock of its own. */
async function newProcess(
  topic: string,
  options: {
    clock?: ReturnType<typeof testClock>;
    take?: (payload: string) => Promise<void>;
    onLapse?: () => void;
  } = {},
): Promise<OtherProcess> {
  const { log } = stores.engines;
  let frozen = false;
  const db = new Proxy(stores.engines.db, {
    get(target, property) {
      if (frozen && property === 'getExecutor') throw new Error('connection refused');
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const clock = options.clock ?? testClock();
  const notifications = await connectNotifications({ url: stores.postgresUrl, clock, log });
  const barrier = await openBarrier({ db, notifications, clock, log });
  const taken: string[] = [];
  barrier.on(topic, {
    take: async (payload) => {
      await options.take?.(payload);
      taken.push(payload);
    },
    onLapse: () => options.onLapse?.(),
  });
  return {
    barrier,
    taken,
    freeze: (now) => void (frozen = now),
    async [Symbol.asyncDispose]() {
      await barrier[Symbol.asyncDispose]();
      await notifications[Symbol.asyncDispose]();
    },
  };
}

test('when a barrier has been raised every process has taken notice, the one that raised it included', async () => {
  const processes = await Promise.all(Array.from({ length: 4 }, () => newProcess('tide')));
  await processes[0]?.barrier.raise('tide', 'high');
  expect(processes.map(({ taken }) => taken)).toEqual([['high'], ['high'], ['high'], ['high']]);
  for (const process of processes) await process[Symbol.asyncDispose]();
});

test('a barrier waits for the process that is still at work, and for one that cannot do it at first', async () => {
  let finish = () => undefined as void;
  const working = new Promise<void>((resolve) => void (finish = resolve));
  let attempts = 0;
  await using slow = await newProcess('ebb', { take: () => working });
  await using failing = await newProcess('ebb', {
    take: async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
    },
  });
  let raised = false;
  const raising = stores.engines.barrier.raise('ebb', 'x').then(() => void (raised = true));
  await expect.poll(() => attempts, { timeout: 10_000 }).toBe(2);
  expect(raised).toBe(false);
  finish();
  await raising;
  expect([slow.taken, failing.taken]).toEqual([['x'], ['x']]);
});

test('a barrier that somebody holds up says so after its time, and loses nothing', async () => {
  let finish = () => undefined as void;
  const working = new Promise<void>((resolve) => void (finish = resolve));
  await using slow = await newProcess('flood', { take: () => working });
  await expect(stores.engines.barrier.raise('flood', 'y', 100)).rejects.toMatchObject({ code: 'unavailable' });
  finish();
  await expect.poll(() => slow.taken).toEqual(['y']);
});

test('nobody waits for a process whose lease ran out, and it knows that itself', async () => {
  const clock = testClock();
  let lapses = 0;
  await using process = await newProcess('spring', { clock, onLapse: () => void (lapses += 1) });
  process.freeze(true);
  clock.advance(10_000);
  expect(process.barrier.leased).toBe(false);
  await stores.pool.query("UPDATE processes SET lease_until = now() - interval '1 second'");
  await stores.engines.barrier.raise('spring', 'z', 2000);
  expect(process.taken).toEqual([]);
  process.freeze(false);
  await expect.poll(() => process.barrier.leased, { timeout: 10_000 }).toBe(true);
  expect(lapses).toBe(1);
  await expect.poll(() => process.taken).toEqual(['z']);
});

test('what was raised while a process could not hear is taken when it can again, before it is counted on', async () => {
  const clock = testClock();
  const order: string[] = [];
  await using deaf = await newProcess('neap', {
    clock,
    take: async (payload) => void order.push(payload),
    onLapse: () => void order.push('lapsed'),
  });
  await stores.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tidemark notifications' AND datname = current_database()",
  );
  clock.advance(10_000);
  await stores.pool.query("UPDATE processes SET lease_until = now() - interval '1 second'");
  await stores.engines.barrier.raise('neap', 'missed');
  await expect.poll(() => order, { timeout: 10_000 }).toContain('missed');
  await expect.poll(() => deaf.barrier.leased, { timeout: 10_000 }).toBe(true);
  expect(order).toContain('lapsed');
});

test('a process that ends is not waited for', async () => {
  const ended = await newProcess('slack', { take: () => new Promise(() => undefined) });
  await ended[Symbol.asyncDispose]();
  await expect(stores.engines.barrier.raise('slack', 'w', 1000)).resolves.toBeUndefined();
});
