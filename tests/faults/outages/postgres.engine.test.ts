import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { startFaultProxy } from '../../harness/fault-proxy.ts';
import type { FaultProxy } from '../../harness/fault-proxy.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import { startOutageProduct } from './outage-product.ts';
import type { OutageProduct } from './outage-product.ts';

const stack = new AsyncDisposableStack();
let proxy: FaultProxy;
let product: OutageProduct;

beforeAll(async () => {
  proxy = stack.use(await startFaultProxy({ port: Number(new URL(inject('postgresUrl')).port) }));
  product = stack.use(await startOutageProduct({ postgres: proxy.through, connections: 20 }));
});
afterEach(() => proxy.set({ kind: 'none' }));
afterAll(() => stack.disposeAsync());

const ask = (url: string, headers: Record<string, string> = {}) => product.server.inject({ url, headers });

const signIn = (email: string) =>
  product.server.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { origin: 'http://localhost:3000' },
    payload: { email, password: TEST_PASSWORD },
  });

async function cookieOf(email: string): Promise<string> {
  const lines = [(await signIn(email)).headers['set-cookie'] ?? []].flat();
  return lines.map((line) => line.split(';')[0]).join('; ');
}

test('A17: while PostgreSQL is down a key that is known is taken for as long as this process holds its lease, then 503, never 401, and nothing is lost', async () => {
  const project = await product.newProject();
  const person = await testPeople(product.stores.engines).newPerson();
  const cookie = await cookieOf(person.email);
  expect((await ask('/api/trpc/accounts.me', { cookie })).statusCode).toBe(200);
  // A project in use: its masking rules are known too, and without them nothing may be taken.
  expect((await project.send()).status).toBe(200);
  await proxy.set({ kind: 'refuse' });

  for (let n = 0; n < 20; n += 1) expect((await project.send(5)).status).toBe(200);
  const wrongSecret = {
    authorization: `Basic ${Buffer.from(`pk-tm-${project.projectId}:guessed`).toString('base64')}`,
  };
  expect((await ask('/api/public/projects', wrongSecret)).statusCode).toBe(401);

  const strange = await ask('/api/public/projects', { authorization: `Basic ${btoa('pk-unknown:sk')}` });
  expect([strange.statusCode, strange.headers['retry-after']]).toEqual([503, '5']);
  const page = await ask('/api/trpc/accounts.me', { cookie });
  expect(page.statusCode).toBe(503);
  const again = await signIn(person.email);
  expect([again.statusCode, again.headers['retry-after']]).toEqual([503, '5']);
  expect((await ask('/api/public/ready')).statusCode).toBe(503);
  expect((await ask('/api/public/health')).statusCode).toBe(200);

  product.clock.advance(31_000);
  const late = await project.send();
  expect([late.status, late.retryAfter]).toEqual([503, '5']);

  await proxy.set({ kind: 'none' });
  await waitUntil(async () => (await project.send()).status === 200, { what: 'requests to be taken again' });
  const balance = await project.expectAllStored();
  expect(balance).toMatchObject({ stored: project.acknowledged.length, deadLettered: 0 });
  expect((await ask('/api/public/ready')).statusCode).toBe(200);
});

test('A17: PostgreSQL that goes away in the middle of its work, again and again, loses nothing and counts nothing twice', async () => {
  const project = await product.newProject();
  for (let round = 0; round < 3; round += 1) {
    await proxy.set({ kind: 'none' });
    await waitUntil(async () => (await project.send(3)).status === 200, { what: 'requests to be taken' });
    await proxy.set({ kind: 'cut', afterBytes: 500 * (round + 1) });
    for (let n = 0; n < 20; n += 1) await project.send(3);
    await proxy.set({ kind: 'refuse' });
    for (let n = 0; n < 5; n += 1) await project.send(3);
  }
  await proxy.set({ kind: 'none' });
  const balance = await project.expectAllStored();
  expect(balance.stored).toBe(project.acknowledged.length);
});

test('A18: PostgreSQL that takes 5 s for every answer holds up nobody whose key is known, and nothing is lost', async () => {
  const project = await product.newProject();
  expect((await project.send()).status).toBe(200);
  await proxy.set({ kind: 'slow', delayMs: 2500 });
  const until = performance.now() + 8_000;
  const answers: { status: number; ms: number }[] = [];
  while (performance.now() < until)
    answers.push(...(await Promise.all(Array.from({ length: 10 }, () => project.send()))));
  await proxy.set({ kind: 'none' });
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(4000);
  expect((await project.expectAllStored()).stored).toBe(project.acknowledged.length);
});
