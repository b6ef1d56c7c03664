import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testProject } from '@tidemark/server/testing-server';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { param, sql } from '#platform/clickhouse/sql';
import { processSegment } from './process-segment.ts';
import { announceUnknown } from './reconcile-segments.ts';
import { retryDeadLetters } from './retry-dead-letters.ts';
import { readBalance } from './store/balance.sql.ts';
import { listLetters } from './store/dead-letter-list.sql.ts';
import { beginReading, findReadings } from './store/readings.sql.ts';
import { GIVEN_UP_AT } from './store-one-by-one.ts';
import { keepSegmentOf, projectCtx, score, spans } from './testing-segments.ts';

const MAIN = new URL('../../main.ts', import.meta.url).pathname;
const SMALL_HEAP_MB = 112;
/** Parsed it is twice as large as all that such a process may have. */
const LARGE = Array.from({ length: 5_000_000 }, () => ({}));

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

/** The product, storing only, on the engines of this test. */
function startWorker(stack: AsyncDisposableStack, heapMb: number): ChildProcess {
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=4', MAIN], {
    env: {
      ROLE: 'worker',
      DATA_DIR: join(stores.folder, 'worker'),
      DATABASE_URL: stores.postgresUrl,
      CLICKHOUSE_URL: inject('clickhouseUrl'),
      BLOB_URL: pathToFileURL(join(stores.folder, 'blobs')).href,
      SECRET_KEY: 'a secret that only this test knows, 32+ characters',
    },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  stack.defer(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return child;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
const balanceOf = (projectId: string) => readBalance(stores.engines.db, projectId);

/** Starts a worker again whenever it ended, until nothing waits; answers how often it ended. */
async function workUntilDrained(projectId: string): Promise<number> {
  for (let deaths = 0; ; deaths += 1) {
    await using stack = new AsyncDisposableStack();
    const worker = startWorker(stack, SMALL_HEAP_MB);
    const isDrained = await vi.waitUntil(
      async () => ((await balanceOf(projectId)).queued === 0 ? 'drained' : hasEnded(worker) && 'ended'),
      { timeout: 120_000, interval: 50 },
    );
    if (isDrained === 'drained') return deaths;
    if (deaths > 20) throw new Error('a worker ended each time, and nothing got on');
  }
}

async function visibleObservations(projectId: string): Promise<number> {
  const [row] = await stores.engines.ch.query({
    sql: sql`SELECT count() AS count FROM observations FINAL WHERE project_id = ${param.string(projectId)}`,
    schema: z.object({ count: z.number() }),
    class: 'ui',
    who: 'test',
  });
  return row?.count ?? 0;
}

test('A19: a request whose reading ends the process is left out as a dead letter after a few deaths, and all others of its segment are stored', async () => {
  const { projectId } = await testProject(stores.engines);
  const deadly = { batch: [score(), score()], metadata: LARGE };
  const { key } = await keepSegmentOf(
    stores,
    projectId,
    { kind: 'otlp-json', body: spans(3), accepted: 3 },
    { kind: 'batch', body: deadly, accepted: 2 },
    { kind: 'otlp-json', body: spans(4), accepted: 4 },
  );
  await announceUnknown(stores.engines);
  // As if two processes had ended before: each death takes seconds.
  await beginReading(stores.engines.db, key);
  await beginReading(stores.engines.db, key);
  expect(await workUntilDrained(projectId)).toBeGreaterThan(GIVEN_UP_AT);
  expect(await balanceOf(projectId)).toEqual({ received: 9, stored: 7, queued: 0, deadLettered: 2, refused: 0 });
  expect(await visibleObservations(projectId)).toBe(7);
  const page = { projectId, discarded: false, after: null, limit: 10 };
  const letters = await listLetters(stores.engines.db, page);
  expect(letters).toMatchObject([{ entity: 'request', entityId: '1', events: 2 }]);
  expect(letters[0]?.reason).toContain(`ended each of the ${GIVEN_UP_AT} times`);

  await using batches = createBatchWriter({ ch: stores.engines.ch, clock: stores.engines.clock });
  const readHere = () => processSegment({ engines: stores.engines, batches }, key);
  await readHere();
  expect(await balanceOf(projectId), 'it is not tried again by itself').toMatchObject({ deadLettered: 2 });
  await retryDeadLetters(projectCtx(stores, projectId).ctx, { deadLetterIds: letters.map(({ id }) => id) });
  await readHere();
  expect(await balanceOf(projectId), 'a process with more memory stores it').toMatchObject({
    stored: 9,
    deadLettered: 0,
  });
  expect(await findReadings(stores.engines.db, key)).toMatchObject({ begun: 0, requests: {} });
}, 300_000);
