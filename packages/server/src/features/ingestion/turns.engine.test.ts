import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testEngines } from '@tidemark/server/testing';
import { testProject, testServer } from '@tidemark/server/testing-server';
import { expect, test, vi } from 'vitest';
import { announceSegment } from './announce-segment.ts';
import { createFeeder } from './feed-queue.ts';
import { readWaiting } from './store/waiting.sql.ts';
import { keepSegmentOf, spans } from './testing-segments.ts';

const WAITING = 3000;
const within = { timeout: 45_000, interval: 50 };

test(
  'A22: while a project has thousands of segments waiting, what another one sends is readable after a moment',
  { timeout: 180_000 },
  async () => {
    await using stores = await testEngines();
    const { engines } = stores;
    const [noisy, small] = [await testProject(engines), await testProject(engines)];
    const first = await keepSegmentOf(stores, noisy.projectId, { kind: 'otlp-json', body: spans(1), accepted: 1 });
    const bytes = await engines.blob.get(first.key);
    const keys = Array.from({ length: WAITING }, (_, n) =>
      first.key.replace('.seg', `${String(n).padStart(5, '0')}.seg`),
    );
    for (const key of keys) await writeFile(join(stores.folder, 'blobs', key), bytes);
    const rows = keys.map((key) => ({
      key,
      project_id: noisy.projectId,
      size_bytes: bytes.length,
      frames: 1,
      events: 1,
    }));
    await engines.db.insertInto('ingestion_segments').values(rows).execute();
    await announceSegment(engines, first);
    await createFeeder(engines).feedAll();
    expect((await engines.queue.counts('ingestion')).waiting).toBeLessThan(10);

    await using server = await testServer(stores);
    const waitingOf = async () => (await readWaiting(engines.db, noisy.projectId)).segments;
    await vi.waitFor(async () => expect(await waitingOf()).toBeLessThan(WAITING - 20), within);

    const tookMs: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const body = spans(1);
      const traceId = body.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.traceId;
      const startedAt = performance.now();
      const headers = { authorization: small.authorization };
      const sent = await server.inject({ method: 'POST', url: '/api/public/otel/v1/traces', headers, payload: body });
      expect(sent.statusCode).toBe(200);
      await vi.waitFor(async () => {
        const read = await server.inject({ url: `/api/public/traces/${traceId}`, headers });
        expect(read.statusCode).toBe(200);
      }, within);
      tookMs.push(performance.now() - startedAt);
    }
    const left = await waitingOf();
    process.stdout.write(
      `turns: readable after ${tookMs.map((ms) => Math.round(ms)).join(', ')} ms while ${left} segments of another project waited\n`,
    );
    expect(left).toBeGreaterThan(WAITING / 2);
  },
);

test('A08: segments whose messages the queue has lost are on it again after the next look, each once', async () => {
  await using stores = await testEngines();
  const { engines } = stores;
  const projects = [];
  for (let n = 0; n < 3; n += 1) {
    const { projectId } = await testProject(engines);
    projects.push(projectId);
    for (let m = 0; m < 2; m += 1) {
      const request = { kind: 'otlp-json', body: spans(1), accepted: 1 } as const;
      await announceSegment(engines, await keepSegmentOf(stores, projectId, request));
    }
  }
  await stores.pool.query('TRUNCATE bullmq.job CASCADE');
  expect((await engines.queue.counts('ingestion')).waiting).toBe(0);
  const feeder = createFeeder(engines);
  for (let n = 0; n < 3; n += 1) await feeder.feedAll();
  const seen: string[] = [];
  await using _worker = await engines.queue.consume('ingestion', { concurrency: 1 }, async ({ data }) => {
    seen.push((data as { key: string }).key);
  });
  await vi.waitFor(async () => expect(new Set(seen).size).toBe(6), within);
});
