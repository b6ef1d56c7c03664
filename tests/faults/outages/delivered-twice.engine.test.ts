import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { startFaultProxy } from '../../harness/fault-proxy.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import { startOutageProduct } from './outage-product.ts';

test('A16: a request that the network delivers twice, or whose answer it loses, is there once', async () => {
  await using product = await startOutageProduct();
  const project = await product.newProject();
  const { port } = new URL(await product.server.listen({ port: 0, host: '127.0.0.1' }));
  await using proxy = await startFaultProxy({ port: Number(port) });
  const headers = { authorization: project.authorization, 'content-type': 'application/json', connection: 'close' };
  const nanos = String(BigInt(Date.now()) * 1_000_000n);
  const post = (spanId: string) => {
    const span = { traceId: '0'.repeat(31) + '1', spanId, name: 's', startTimeUnixNano: nanos, endTimeUnixNano: nanos };
    return fetch(`http://127.0.0.1:${proxy.port}/api/public/otel/v1/traces`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
    });
  };
  const [twice, again] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
  await proxy.set({ kind: 'duplicate' });
  expect((await post(twice)).status).toBe(200);
  await proxy.set({ kind: 'cut-answers', times: 1 });
  await expect(post(again)).rejects.toThrow('fetch failed');
  expect((await post(again)).status).toBe(200);

  await waitUntil(async () => (await project.balance()).stored === 4, { what: 'all four deliveries to be stored' });
  project.acknowledged.push(twice, again);
  await project.expectAllStored();
  const url = '/api/public/v2/observations?limit=100&fields=core';
  const read = await product.server.inject({ url, headers: { authorization: project.authorization } });
  expect((read.json() as { data: { id: string }[] }).data.map(({ id }) => id).toSorted()).toEqual(
    [twice, again].toSorted(),
  );
});
