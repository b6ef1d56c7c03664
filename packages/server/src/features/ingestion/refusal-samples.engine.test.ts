import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ensureInitialProject } from '#features/api-keys';
import { eraseProject } from './erase-project.ts';
import { listRefusalSamples } from './list-refusal-samples.ts';
import { encodePart, traceRequestType } from './otlp/trace-message.ts';
import { SAMPLE_BYTES } from './refusal-sample.ts';
import { deleteExpiredSamples } from './store/refusal-samples.sql.ts';
import { projectCtx, spans } from './testing-segments.ts';

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;

beforeAll(async () => {
  stores = await testEngines();
  server = await testServer(stores);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

const OTLP = '/api/public/otel/v1/traces';
const BATCH = '/api/public/ingestion';

let authorization: string;
let projectId: string;
let publicKey: string;

beforeAll(async () => {
  await stores.engines.db.insertInto('users').values({ id: 'owner', email: 'o@example.org', name: 'Owner' }).execute();
  const project = await ensureInitialProject(stores.engines, { ownerId: 'owner' });
  if (!project.createdKeys) throw new Error('no keys were made');
  ({ projectId } = project);
  ({ publicKey } = project.createdKeys);
  authorization = `Basic ${Buffer.from(`${publicKey}:${project.createdKeys.secretKey}`).toString('base64')}`;
});

function post(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  const own = { authorization, 'content-type': 'application/json', 'x-langfuse-sdk-name': 'python' };
  return server.inject({ method: 'POST', url, payload, headers: { ...own, ...headers } });
}

/** As soon as so many are kept. */
async function samplesOf(reason: string, count = 1) {
  const { ctx } = projectCtx(stores, projectId);
  return vi.waitFor(
    async () => {
      const found = await listRefusalSamples(ctx, { reason });
      expect(found.samples).toHaveLength(count);
      return found;
    },
    { timeout: 20_000, interval: 100 },
  );
}

const badSpan = (more: object) => {
  const { resourceSpans } = spans(1);
  const [span] = resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
  return { resourceSpans: [{ scopeSpans: [{ spans: [span, { ...span, ...more }] }] }] };
};

test('a refused span is kept as it came, with when, by which key and SDK, and what to do', async () => {
  const sent = await post(OTLP, JSON.stringify(badSpan({ traceId: 'xyz', name: 'with a bad id' })));
  expect(sent.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  const { samples, advice } = await samplesOf('traceId is missing or not 16 bytes other than zero');
  expect(samples).toMatchObject([
    { form: 'span', publicKey, sdk: 'python', isCut: false, requestBytes: expect.any(Number) },
  ]);
  expect(JSON.parse(samples[0]?.sample ?? '')).toMatchObject({ traceId: 'xyz', name: 'with a bad id' });
  expect(Math.abs(Date.parse(samples[0]?.at ?? '') - stores.engines.clock.nowMs())).toBeLessThan(60_000);
  expect(advice).toContain('32 hex digits');
});

test('a refused span of protobuf is shown in words', async () => {
  const part = encodePart('Span', {
    traceId: Buffer.alloc(16),
    spanId: Buffer.alloc(8, 7),
    name: 'all zeros',
    startTimeUnixNano: 5,
  });
  const export_ = traceRequestType.encode({ resourceSpans: [{ scopeSpans: [{ spans: [part] }] }] }).finish();
  const sent = await post(OTLP, Buffer.from(export_), { 'content-type': 'application/x-protobuf' });
  expect(sent.statusCode).toBe(400);
  const { samples } = await samplesOf('traceId is missing or not 16 bytes other than zero', 2);
  const shown = samples.map(({ sample }) => JSON.parse(sample) as unknown);
  expect(shown).toContainEqual(
    expect.objectContaining({ name: 'all zeros', spanId: '07'.repeat(8), startTimeUnixNano: '5' }),
  );
  expect((await listRefusalSamples(projectCtx(stores, projectId).ctx, { reason: 'request invalid' })).samples).toEqual(
    [],
  );
});

test('of many refused events the latest three of a reason are kept, each cut to 16 KiB', async () => {
  const event = (n: number) => ({
    id: `e${n}`,
    type: 'span-create',
    timestamp: 'never',
    body: { id: `s${n}`, input: 'ы'.repeat(30_000) },
  });
  const batch = Array.from({ length: 20 }, (_, n) => event(n));
  for (let round = 0; round < 3; round += 1) {
    const sent = await post(BATCH, JSON.stringify({ batch }));
    expect(sent.json()).toMatchObject({ errors: { length: 20 } });
    await samplesOf('event is not valid', 3);
  }
  const { samples } = await samplesOf('event is not valid', 3);
  for (const { form, sample, isCut, detail } of samples) {
    expect({ form, isCut }).toEqual({ form: 'event', isCut: true });
    expect(Buffer.byteLength(sample)).toBeLessThanOrEqual(SAMPLE_BYTES);
    expect(sample).toContain('"timestamp":"never"');
    expect(detail).toContain('timestamp');
  }
});

test('of a request that cannot be read its start is kept, of one that was not read the reason alone, and no header of either', async () => {
  expect((await post(BATCH, '{"batch": nothing')).statusCode).toBe(400);
  expect(await samplesOf('request invalid')).toMatchObject({
    samples: [{ form: 'request', sample: '{"batch": nothing' }],
  });
  expect((await post(BATCH, Buffer.alloc(21 * 2 ** 20, 32))).statusCode).toBe(413);
  const { samples } = await samplesOf('request too_large');
  expect(samples).toMatchObject([
    { form: 'request', sample: '', detail: expect.stringContaining('MiB'), requestBytes: 21 * 2 ** 20 },
  ]);
  const rows = await stores.engines.db.selectFrom('ingestion_refusal_samples').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(authorization.slice(6));
  expect(JSON.stringify(rows)).not.toContain('sk-');
});

test('samples are forgotten after their time, are not shown to others, and go with the project', async () => {
  expect((await post(BATCH, 'no JSON at all')).statusCode).toBe(400);
  await samplesOf('request invalid', 2);
  const { db } = stores.engines;
  const stranger = projectCtx(stores, 'p-stranger').ctx;
  expect((await listRefusalSamples(stranger, { reason: 'request invalid' })).samples).toEqual([]);
  await deleteExpiredSamples(db, 60_000);
  await samplesOf('request invalid', 2);
  const { ctx } = projectCtx(stores, projectId);
  await eraseProject(stores.engines, { projectId: ctx.projectId, db });
  await samplesOf('request invalid', 0);
  expect((await post(BATCH, 'no JSON at all')).statusCode).toBe(400);
  await samplesOf('request invalid');
  await deleteExpiredSamples(db, -1000);
  await samplesOf('request invalid', 0);
});
