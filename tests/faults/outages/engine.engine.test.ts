import { expect, inject, test } from 'vitest';
import { startFaultProxy } from '../../harness/fault-proxy.ts';
import { startHttpFaultProxy } from '../../harness/http-fault-proxy.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import { startOutageProduct } from './outage-product.ts';

/** Of each kind of trouble; OUTAGE_SECONDS=600 for ten minutes. */
const OUTAGE_MS = Number(process.env['OUTAGE_SECONDS'] ?? 1.5) * 1000;
const enginePort = () => Number(new URL(inject('clickhouseUrl')).port);

const TROUBLE = {
  241: 'MEMORY_LIMIT_EXCEEDED',
  252: 'TOO_MANY_PARTS',
  159: 'TIMEOUT_EXCEEDED',
  202: 'TOO_MANY_SIMULTANEOUS_QUERIES',
  209: 'SOCKET_TIMEOUT',
  210: 'NETWORK_ERROR',
};

test(
  'A06: whatever trouble the engine answers inserts with, for however long, nothing is dead-lettered or dropped',
  { timeout: 6 * OUTAGE_MS + 60_000 },
  async () => {
    await using proxy = await startHttpFaultProxy({ port: enginePort() });
    await using product = await startOutageProduct({ clickhouse: proxy.through });
    const project = await product.newProject();
    for (const [code, name] of Object.entries(TROUBLE)) {
      const before = proxy.faults;
      proxy.decide = ({ url }) =>
        /INSERT/i.test(url)
          ? {
              kind: 'answer',
              status: 500,
              headers: { 'x-clickhouse-exception-code': code },
              body: `Code: ${code}. DB::Exception: as the test wants it. (${name})`,
            }
          : null;
      const until = performance.now() + OUTAGE_MS;
      while (performance.now() < until) expect((await project.send(5)).status).toBe(200);
      await waitUntil(async () => proxy.faults > before, { what: `an insert to get ${name}` });
      expect(await project.balance()).toMatchObject({ stored: 0, deadLettered: 0, refused: 0 });
    }
    proxy.decide = () => null;
    const balance = await project.expectAllStored(60_000);
    expect(balance).toMatchObject({ stored: project.acknowledged.length, deadLettered: 0 });
  },
);

test('A06: an engine that is cut off in the middle of inserts, again and again, loses and doubles nothing', async () => {
  await using proxy = await startFaultProxy({ port: enginePort() });
  await using product = await startOutageProduct({ clickhouse: proxy.through });
  const project = await product.newProject();
  for (const kind of ['refuse', 'hang', 'cut-answers'] as const) {
    await proxy.set(kind === 'cut-answers' ? { kind, times: 5 } : { kind });
    for (let n = 0; n < 30; n += 1) expect((await project.send(5)).status).toBe(200);
    const what = `something to wait while the engine is away (${kind})`;
    if (kind === 'cut-answers') await waitUntil(async () => proxy.cuts >= 5, { what });
    else await waitUntil(async () => (await project.balance()).queued > 0, { what });
    await proxy.set({ kind: 'none' });
  }
  expect(await project.expectAllStored(60_000)).toMatchObject({ stored: project.acknowledged.length, deadLettered: 0 });
});
