import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ensureInitialProject } from '#features/api-keys';

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
let keys: { publicKey: string; secretKey: string };

beforeAll(async () => {
  stores = await testEngines();
  server = await testServer(stores);
  const { db } = stores.engines;
  await db.insertInto('users').values({ id: 'owner', email: 'owner@example.org', name: 'Owner' }).execute();
  const project = await ensureInitialProject(stores.engines, { ownerId: 'owner' });
  if (!project.createdKeys) throw new Error('no keys were made');
  keys = project.createdKeys;
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

const basic = () => `Basic ${Buffer.from(`${keys.publicKey}:${keys.secretKey}`).toString('base64')}`;
const get = (path: string, authorization = basic()) =>
  server.inject({ method: 'GET', url: `/api/public/${path}`, headers: { authorization } });

test('a score that was sent by the public key alone is read back by every version', async () => {
  const sent = await server.inject({
    method: 'POST',
    url: '/api/public/scores',
    headers: { authorization: `Bearer ${keys.publicKey}` },
    payload: { id: 'liked', traceId: 'trace-1', name: 'liked', value: 1, dataType: 'BOOLEAN', metadata: { by: 'me' } },
  });
  expect(sent.statusCode).toBe(200);
  await vi.waitFor(async () => expect((await get('scores/liked')).statusCode).toBe(200), {
    timeout: 20_000,
    interval: 100,
  });
  const score = { id: 'liked', name: 'liked', dataType: 'BOOLEAN', source: 'API' };
  expect((await get('v2/scores/liked')).json()).toMatchObject({ ...score, value: 1, stringValue: 'True' });
  const first = (await get('scores?limit=1')).json();
  expect(first.meta).toEqual({ page: 1, limit: 1, totalItems: 1, totalPages: 1 });
  expect(first.data[0]).toMatchObject({ ...score, metadata: { by: 'me' } });
  expect((await get('v3/scores?fields=subject')).json()).toMatchObject({
    data: [{ ...score, value: true, subject: { kind: 'trace', id: 'trace-1' } }],
    meta: { limit: 50 },
  });
});

test('the public key alone may write and not read, and without a key there is nothing', async () => {
  const paths = ['scores', 'scores/liked', 'v2/scores', 'v2/scores/liked', 'v3/scores'];
  const statuses = async (authorization: string) =>
    Promise.all(paths.map(async (path) => [path, (await get(path, authorization)).statusCode]));
  expect(await statuses(`Bearer ${keys.publicKey}`)).toEqual(paths.map((path) => [path, 403]));
  expect(await statuses('')).toEqual(paths.map((path) => [path, 401]));
});

test('what is wrong with a query is said with 400, what is not there with 404', async () => {
  const unknown = await get('v3/scores?userId=ann');
  expect(unknown.statusCode).toBe(400);
  expect(unknown.json()).toMatchObject({ message: 'Invalid request data' });
  expect((await get('v3/scores?cursor=x')).statusCode).toBe(400);
  expect((await get('v2/scores?limit=101')).statusCode).toBe(400);
  const missing = await get('scores/no-such-score');
  expect(missing.statusCode).toBe(404);
  expect(missing.json()).toMatchObject({ error: 'LangfuseNotFoundError' });
});

test('what the web app asks is for people who are signed in', async () => {
  const answer = await server.inject({ method: 'GET', url: '/api/trpc/scores.list?input={"projectId":"x"}' });
  expect(answer.statusCode).toBe(401);
});
