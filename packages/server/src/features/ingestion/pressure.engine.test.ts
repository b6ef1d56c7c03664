import { randomUUID } from 'node:crypto';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestClock, TestEngines } from '@tidemark/server/testing';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ensureInitialProject } from '#features/api-keys';
import type { BlobStore } from '#platform/blob/blob-store';
import { spans } from './testing-segments.ts';

let clock: TestClock;
let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
let projectId: string;
let authorization: string;

beforeAll(async () => {
  clock = testClock();
  stores = await testEngines(clock);
  server = await testServer({ ...stores, engines: { ...stores.engines, blob: holdingBack(stores.engines.blob) } });
  const { db } = stores.engines;
  await db.insertInto('users').values({ id: 'owner', email: 'owner@example.org', name: 'Owner' }).execute();
  const project = await ensureInitialProject(stores.engines, { ownerId: 'owner' });
  const keys = project.createdKeys;
  projectId = project.projectId;
  authorization = `Basic ${Buffer.from(`${keys?.publicKey}:${keys?.secretKey}`).toString('base64')}`;
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

const within = { timeout: 20_000, interval: 200 };
const GiB = 2 ** 30;

const HELD_BACK = 'held-back';

/** A store that does not give some segments out, so that they wait. */
function holdingBack(blob: BlobStore): BlobStore {
  const get = (key: string) =>
    key.includes(HELD_BACK) ? Promise.reject(new Error('held back by the test')) : blob.get(key);
  return { ...blob, get };
}

/** A segment that waits. Undone by disposal. */
async function waitingSegment(of: { bytes: number; sealedAt: Date }): Promise<AsyncDisposable> {
  const { db } = stores.engines;
  const key = `projects/${projectId}/segments/2026/11/20/10/20261120100000000-${HELD_BACK}${randomUUID()}.seg`;
  await db
    .insertInto('ingestion_segments')
    .values({ key, project_id: projectId, size_bytes: of.bytes, frames: 1, sealed_at: of.sealedAt })
    .execute();
  return {
    [Symbol.asyncDispose]: async () => {
      await db.deleteFrom('ingestion_segments').where('key', '=', key).execute();
    },
  };
}

const sendSpan = () =>
  server.inject({
    method: 'POST',
    url: '/api/public/otel/v1/traces',
    headers: { authorization, 'content-type': 'application/json' },
    payload: JSON.stringify(spans(1)),
  });

test('A21: a project whose backlog is too large is asked to wait, counted as refused, and taken again once it shrank', async () => {
  const free = (await stores.engines.blob.space())?.freeBytes ?? 0;
  {
    await using _flood = await waitingSegment({
      bytes: Math.floor(free < 14.5 * GiB ? free * 1.2 : 17 * GiB),
      sealedAt: new Date(),
    });
    const answer = await vi.waitFor(async () => {
      const one = await sendSpan();
      expect(one.statusCode).toBe(429);
      return one;
    }, within);
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.json()).toMatchObject({ message: expect.stringContaining('faster than the server can store') });
    const batch = await server.inject({
      method: 'POST',
      url: '/api/public/ingestion',
      headers: { authorization },
      payload: { batch: [] },
    });
    expect([batch.statusCode, batch.headers['retry-after']]).toEqual([429, '10']);
  }
  await vi.waitFor(async () => expect((await sendSpan()).statusCode).toBe(200), within);
  await vi.waitFor(async () => {
    const status = (
      await server.inject({ url: '/api/public/v1/ingestion/status', headers: { authorization } })
    ).json() as { lastHour: { reasons: { reason: string; count: number }[] } };
    const refused = status.lastHour.reasons.find(({ reason }) => reason === 'request backlog too large');
    expect(refused?.count).toBeGreaterThanOrEqual(2);
  }, within);
});

test('ready and deep health go red with the reason when storing stalls, and green again by themselves', async () => {
  const ask = (path: string) => server.inject({ url: `/api/public/${path}` });
  expect((await ask('ready')).statusCode).toBe(200);
  await stores.engines.db.deleteFrom('ingestion_segments').execute();
  clock.advance(130_000);
  {
    await using _stuck = await waitingSegment({ bytes: 1, sealedAt: new Date(Date.now() - 300_000) });
    for (const path of ['ready', 'health?deep=1']) {
      const red = await ask(path);
      expect(red.statusCode).toBe(503);
      expect(red.json()).toMatchObject({ message: expect.stringMatching(/ingestion \(1 segment waits/) });
    }
    expect((await ask('health')).statusCode).toBe(200);
    expect((await ask('health?failIfDatabaseUnavailable=true')).statusCode).toBe(200);
  }
  for (const path of ['ready', 'health?deep=1']) expect((await ask(path)).statusCode).toBe(200);
});
