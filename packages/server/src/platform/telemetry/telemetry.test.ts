import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { expect, test, vi } from 'vitest';
import { createLog } from '#platform/log/log';
import { freePort } from '#platform/postgres/embedded';
import { openTelemetry } from './open-telemetry.ts';

const METRICS = {
  made_total: { kind: 'counter', help: 'Things made', labels: { kind: ['a', 'b'] } },
  took_seconds: { kind: 'histogram', help: 'Time it took', labels: {}, buckets: [0.1, 1] },
  waiting: { kind: 'gauge', help: 'Things that wait', labels: { kind: ['a', 'b'] } },
} as const;

const log = createLog('silent');
const about = { 'service.name': 'test' };

async function scrape(port: number): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
}

/** A collector as far as this goes: takes what is posted. */
async function startCollector() {
  const posts: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posts.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('latin1') });
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    posts,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

test('one source: what Prometheus scrapes and what is sent by OTLP have the same names', async () => {
  await using collector = await startCollector();
  const port = await freePort();
  await using telemetry = await openTelemetry({
    metrics: METRICS,
    about,
    prometheus: { host: '127.0.0.1', port },
    otlp: { endpoint: `http://127.0.0.1:${collector.port}/`, headers: { 'x-token': 'secret' }, everyMs: 100 },
    log,
  });
  telemetry.count('made_total', { kind: 'a' }, 2);
  telemetry.count('made_total', { kind: 'a' });
  telemetry.observe('took_seconds', {}, 0.5);
  telemetry.watch((set) => set('waiting', { kind: 'b' }, 7));
  const text = await scrape(port);
  expect(text).toContain('# HELP made_total Things made');
  expect(text).toMatch(/^made_total\{kind="a"\} 3$/m);
  expect(text).toMatch(/^took_seconds_bucket\{le="0.1"\} 0$/m);
  expect(text).toMatch(/^took_seconds_bucket\{le="1"\} 1$/m);
  expect(text).toMatch(/^waiting\{kind="b"\} 7$/m);
  await vi.waitFor(() => expect(collector.posts.length).toBeGreaterThan(0));
  const { url, headers, body } = collector.posts[0]!;
  expect(url).toBe('/v1/metrics');
  expect(headers).toMatchObject({ 'x-token': 'secret', 'content-type': 'application/x-protobuf' });
  for (const name of Object.keys(METRICS)) expect(body).toContain(name);
});

test('a question that fails, or hangs, is left out of the answer, which comes all the same', async () => {
  const port = await freePort();
  await using telemetry = await openTelemetry({
    metrics: METRICS,
    about,
    prometheus: { host: '127.0.0.1', port },
    log,
  });
  telemetry.count('made_total', { kind: 'b' });
  telemetry.watch(async (set) => {
    set('waiting', { kind: 'a' }, 1);
    await new Promise(() => undefined);
  });
  telemetry.watch(() => {
    throw new Error('not now');
  });
  telemetry.watch(async (set) => set('waiting', { kind: 'b' }, 2));
  const text = await scrape(port);
  expect(text).toMatch(/^made_total\{kind="b"\} 1$/m);
  expect(text).toMatch(/^waiting\{kind="b"\} 2$/m);
  expect(text).not.toMatch(/^waiting\{kind="a"\}/m);
});

test('telling never throws, whatever it is told and wherever it goes', async () => {
  await using nowhere = await openTelemetry({
    metrics: METRICS,
    about,
    otlp: { endpoint: 'http://127.0.0.1:1', headers: {}, everyMs: 50 },
    log,
  });
  await using silent = await openTelemetry({ metrics: METRICS, about, log });
  for (const telemetry of [nowhere, silent])
    expect(() => {
      telemetry.count('made_total', { kind: 'a' }, Number.NaN);
      telemetry.count('no_such_total' as 'made_total', { kind: 'a' }, -1);
      telemetry.observe('took_seconds', null as never, Number.POSITIVE_INFINITY);
    }).not.toThrow();
});

test('a port that is taken is refused by the setting’s name', async () => {
  await using collector = await startCollector();
  await expect(
    openTelemetry({ metrics: METRICS, about, prometheus: { host: '127.0.0.1', port: collector.port }, log }),
  ).rejects.toThrow('METRICS_PORT');
});
