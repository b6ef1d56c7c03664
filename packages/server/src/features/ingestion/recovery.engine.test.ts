import { z } from 'zod';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestClock, TestEngines } from '@tidemark/server/testing';
import { testProject } from '@tidemark/server/testing-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { param, sql } from '#platform/clickhouse/sql';
import { createFeeder } from './feed-queue.ts';
import { openIngestion } from './open-ingestion.ts';
import type { Ingestion } from './open-ingestion.ts';
import { announceUnknown } from './reconcile-segments.ts';
import { readBalance } from './store/balance.sql.ts';
import { listLetters } from './store/dead-letter-list.sql.ts';
import { keepSegmentOf, spans } from './testing-segments.ts';

let clock: TestClock;
let stores: TestEngines;

beforeAll(async () => {
  clock = testClock();
  stores = await testEngines(clock);
});

afterAll(() => stores[Symbol.asyncDispose]());

const balanceOf = (projectId: string) => readBalance(stores.engines.db, projectId);

/** Two processes with their own ingestion over the same stores. */
function workers(stack: AsyncDisposableStack, engines: Engines = stores.engines) {
  const open = () => stack.use(openIngestion(engines, { keepSegmentsMs: 48 * 3_600_000 }));
  const worker =
    (ingestion: Ingestion) =>
    (key: string, again = false) => {
      const job = ingestion.jobs.find(({ type }) => type.name === 'process-segment');
      if (!job) throw new Error('there is no such job');
      return job.run(engines, { key, again }, new AbortController().signal);
    };
  return [worker(open()), worker(open())] as const;
}

async function visibleRows(projectId: string): Promise<number> {
  const [row] = await stores.engines.ch.query({
    sql: sql`SELECT count() AS count FROM observations FINAL WHERE project_id = ${param.string(projectId)}`,
    schema: z.object({ count: z.number() }),
    class: 'ui',
    who: 'test',
  });
  return row?.count ?? 0;
}

test('A20: two reconcilers and two workers at once, and a clock that jumps an hour back and a day ahead, store and count everything once', async () => {
  await using stack = new AsyncDisposableStack();
  const { engines } = stores;
  const { projectId } = await testProject(engines);
  const keys: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const request = { kind: 'otlp-json', body: spans(4), accepted: 4 } as const;
    keys.push((await keepSegmentOf(stores, projectId, request)).key);
  }
  await Promise.all([announceUnknown(engines), announceUnknown(engines)]);
  expect(await balanceOf(projectId)).toMatchObject({ received: 24, queued: 24 });

  const feeders = [createFeeder(engines), createFeeder(engines)];
  const [first, second] = workers(stack);
  for (const jumpMs of [0, -3_600_000, 24 * 3_600_000]) {
    clock.advance(jumpMs);
    // A process whose lease ran out by its own clock does nothing until it has a new one.
    await vi.waitFor(() => expect(engines.barrier.leased).toBe(true), { timeout: 15_000 });
    await Promise.all(feeders.map((feeder) => feeder.feedAll()));
    await Promise.all(keys.slice(0, 3).flatMap((key) => [first(key), second(key)]));
  }
  await Promise.all(keys.flatMap((key) => [second(key), first(key)]));
  expect(await balanceOf(projectId)).toEqual({ received: 24, stored: 24, queued: 0, deadLettered: 0, refused: 0 });
  expect(await visibleRows(projectId)).toBe(24);
});

test('A14: a file that gives errors is read again; when it does so twenty times its events are dead letters with the reason, and a retry reads it once more', async () => {
  await using stack = new AsyncDisposableStack();
  const { projectId } = await testProject(stores.engines);
  let isBroken = true;
  let reads = 0;
  const { blob } = stores.engines;
  const get = (key: string) => {
    reads += 1;
    return isBroken ? Promise.reject(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })) : blob.get(key);
  };
  const engines = { ...stores.engines, blob: { ...blob, get } };
  const { key } = await keepSegmentOf(stores, projectId, { kind: 'otlp-json', body: spans(5), accepted: 5 });
  await announceUnknown(stores.engines);
  const [work] = workers(stack, engines);
  for (let n = 1; n < 20; n += 1) await expect(work(key)).rejects.toThrow('EIO');
  expect(await balanceOf(projectId)).toMatchObject({ received: 5, queued: 5, deadLettered: 0 });
  await work(key);
  expect(reads).toBe(20);
  expect(await balanceOf(projectId)).toMatchObject({ received: 5, queued: 0, deadLettered: 5 });
  const [letter] = await listLetters(engines.db, { projectId, discarded: false, after: null, limit: 10 });
  expect(letter).toMatchObject({ segment: key, events: 5, reason: expect.stringContaining('EIO') });

  isBroken = false;
  await work(key, true);
  expect(await balanceOf(projectId)).toMatchObject({ received: 5, stored: 5, queued: 0, deadLettered: 0 });
  expect(await visibleRows(projectId)).toBe(5);
});

test('A15: while the store of segments as a whole does not answer, no attempt counts against a segment', async () => {
  await using stack = new AsyncDisposableStack();
  const { projectId } = await testProject(stores.engines);
  const away = new AppError('unavailable', 'The object store does not answer at the moment');
  const engines = { ...stores.engines, blob: { ...stores.engines.blob, get: () => Promise.reject(away) } };
  const { key } = await keepSegmentOf(stores, projectId, { kind: 'otlp-json', body: spans(2), accepted: 2 });
  await announceUnknown(stores.engines);
  const [work] = workers(stack, engines);
  for (let n = 0; n < 25; n += 1) await expect(work(key)).rejects.toThrow('does not answer');
  expect(await balanceOf(projectId)).toMatchObject({ received: 2, queued: 2, deadLettered: 0 });
});
