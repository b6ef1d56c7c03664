import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectNotifications } from './notifications.ts';
import type { Notifications } from './notifications.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

const connect = () =>
  connectNotifications({ url: stores.postgresUrl, clock: stores.engines.clock, log: stores.engines.log });

async function hear(notifications: Notifications, channel: string) {
  const heard: string[] = [];
  const stop = await notifications.listen(channel, {
    onMessage: (payload) => void heard.push(payload),
    onGap: () => void heard.push('GAP'),
  });
  return { heard, stop };
}

test('word reaches other processes when its transaction commits, this one at once, and nobody after a rollback', async () => {
  await using here = await connect();
  await using there = await connect();
  const mine = await hear(here, 'tides');
  const theirs = await hear(there, 'tides');
  const { db } = stores.engines;
  await db.transaction().execute(async (transaction) => {
    await here.announce(transaction, 'tides', 'committed');
    expect(mine.heard).toEqual(['committed']);
    expect(theirs.heard).toEqual([]);
  });
  await expect.poll(() => theirs.heard).toEqual(['committed']);
  const broken = db.transaction().execute(async (transaction) => {
    await here.announce(transaction, 'tides', 'rolled back');
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  await here.announce(db, 'tides', 'after');
  await expect.poll(() => theirs.heard).toEqual(['committed', 'after']);
});

test('who stopped listening, or listens elsewhere, hears nothing', async () => {
  await using here = await connect();
  const stopped = await hear(here, 'ebb');
  const elsewhere = await hear(here, 'flood');
  stopped.stop();
  await here.announce(stores.engines.db, 'ebb', 'x');
  await here.announce(stores.engines.db, 'flood', 'y');
  await expect.poll(() => elsewhere.heard).toEqual(['y', 'y']);
  expect(stopped.heard).toEqual([]);
});

test('a cut connection is known at once, comes back by itself, tells of the gap and hears again', async () => {
  await using here = await connect();
  const { heard } = await hear(here, 'tides');
  await stores.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tidemark notifications' AND datname = current_database()",
  );
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['GAP']);
  expect(here.connected).toBe(true);
  await stores.pool.query("SELECT pg_notify('tides', 'again')");
  await expect.poll(() => heard).toEqual(['GAP', 'again']);
});

test('an unreachable database is said at the start', async () => {
  const { clock, log } = stores.engines;
  const url = 'postgres://nobody@127.0.0.1:1/none';
  await expect(connectNotifications({ url, clock, log })).rejects.toThrow(/ECONNREFUSED/);
});
