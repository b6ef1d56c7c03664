import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startHttpFaultProxy } from '../../harness/http-fault-proxy.ts';
import type { HttpFaultProxy } from '../../harness/http-fault-proxy.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import { startOutageProduct } from './outage-product.ts';
import type { OutageProduct } from './outage-product.ts';

/** How long the store takes for every answer; OUTAGE_LATENCY=10 for ten seconds. */
const LATENCY_MS = Number(process.env['OUTAGE_LATENCY'] ?? 2) * 1000;

const stack = new AsyncDisposableStack();
let proxy: HttpFaultProxy;
let product: OutageProduct;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 's3-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const s3 = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'blobs', configs: [] }],
  });
  const { port } = await s3.run();
  stack.defer(() => s3.close());
  proxy = stack.use(await startHttpFaultProxy({ port }));
  const endpoint = encodeURIComponent(proxy.through('http://127.0.0.1/').replace(/\/$/, ''));
  product = stack.use(await startOutageProduct({ s3Url: `s3://S3RVER:S3RVER@blobs/tidemark?endpoint=${endpoint}` }));
});
afterEach(() => {
  proxy.decide = () => null;
});
afterAll(() => stack.disposeAsync());

test('A15: a store that takes seconds for every answer delays answers, and nothing is lost', async () => {
  const project = await product.newProject();
  const before = proxy.faults;
  proxy.decide = ({ method }) => (method === 'PUT' ? { kind: 'delay', ms: LATENCY_MS } : null);
  const answers = await Promise.all(Array.from({ length: 200 }, () => project.send()));
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(3 * LATENCY_MS + 3000);
  expect(proxy.faults - before, 'few objects, not one for each request').toBeLessThan(40);
  proxy.decide = () => null;
  expect((await project.expectAllStored(60_000)).stored).toBe(200);
});

test('A15: while the store is slow a project that floods is asked to wait, and others are taken', async () => {
  const [noisy, small] = [await product.newProject(), await product.newProject()];
  proxy.decide = ({ method }) => (method === 'PUT' ? { kind: 'delay', ms: LATENCY_MS } : null);
  const flood = Array.from({ length: 11 }, () => noisy.send(1, 4 * 2 ** 20));
  const fromSmall = await Promise.all(Array.from({ length: 5 }, () => small.send()));
  expect(fromSmall.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const answers = await Promise.all(flood);
  const refused = answers.filter(({ status }) => status === 503);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
  for (const { retryAfter } of refused) expect(retryAfter).toBe('10');
  proxy.decide = () => null;
  expect((await small.expectAllStored(60_000)).stored).toBe(5);
  const balance = await noisy.expectAllStored(60_000);
  expect(balance).toMatchObject({
    stored: 11 - refused.length,
    refused: refused.length,
    deadLettered: 0,
  });
});

test('A15: a store that answers 503 SlowDown gives 503 with Retry-After, keeps nothing, and waits when it is read', async () => {
  const project = await product.newProject();
  const slowDown = {
    kind: 'answer',
    status: 503,
    body: '<Error><Code>SlowDown</Code><Message>x</Message></Error>',
  } as const;
  proxy.decide = ({ method }) => (method === 'PUT' ? slowDown : null);
  const answer = await project.send();
  expect([answer.status, answer.retryAfter]).toEqual([503, '5']);
  proxy.decide = ({ method, url }) => (method === 'GET' && url.includes('.seg') ? slowDown : null);
  expect((await project.send(3)).status).toBe(200);
  await waitUntil(async () => proxy.faults > 3 && (await project.balance()).queued === 3, {
    what: 'reading to be refused',
  });
  proxy.decide = () => null;
  expect(await project.expectAllStored(60_000)).toMatchObject({ stored: 3, refused: 1, deadLettered: 0 });
});

test('A16: an object that was taken and whose answer was lost is found there, answered as kept and counted once', async () => {
  const project = await product.newProject();
  const before = proxy.faults;
  // As often as the client of the store tries by itself.
  let toLose = 3;
  proxy.decide = ({ method }) => (method === 'PUT' && toLose-- > 0 ? { kind: 'lose-answer' } : null);
  expect((await project.send(3)).status).toBe(200);
  expect(proxy.faults).toBe(before + 3);
  expect(await project.expectAllStored(60_000)).toMatchObject({ received: 3, stored: 3 });
});

test('A16: when the store does not say either whether it has the object, the client sends again, and each span is there once', async () => {
  const project = await product.newProject();
  proxy.decide = ({ method }) => (method === 'PUT' || method === 'HEAD' ? { kind: 'lose-answer' } : null);
  const body = otlpBody();
  const post = () =>
    product.server.inject({ method: 'POST', url: '/api/public/otel/v1/traces', headers: json(project), payload: body });
  expect((await post()).statusCode).toBe(503);
  proxy.decide = () => null;
  expect((await post()).statusCode).toBe(200);
  const readable = async () => {
    const url = '/api/public/v2/observations?limit=100&fields=core';
    const answer = await product.server.inject({ url, headers: json(project) });
    return (answer.json() as { data: unknown[] }).data.length;
  };
  await waitUntil(async () => (await readable()) > 0, { withinMs: 60_000, what: () => 'the span to be readable' });
  await project.expectAllStored(60_000);
  expect(await readable()).toBe(1);
});

const json = ({ authorization }: { authorization: string }) => ({ authorization, 'content-type': 'application/json' });

function otlpBody(): string {
  const nanos = String(BigInt(Date.now()) * 1_000_000n);
  const ids = { traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
  const span = { ...ids, name: 'step', startTimeUnixNano: nanos, endTimeUnixNano: nanos };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
}
