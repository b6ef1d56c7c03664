import { randomUUID } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensureInitialProject } from '#features/api-keys';

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
let authorization: string;
let publicKey: string;

beforeAll(async () => {
  stores = await testEngines();
  server = await testServer(stores);
  const { db } = stores.engines;
  await db.insertInto('users').values({ id: 'owner', email: 'owner@example.org', name: 'Owner' }).execute();
  const project = await ensureInitialProject(stores.engines, { ownerId: 'owner' });
  if (!project.createdKeys) throw new Error('no keys were made');
  publicKey = project.createdKeys.publicKey;
  authorization = `Basic ${Buffer.from(`${publicKey}:${project.createdKeys.secretKey}`).toString('base64')}`;
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

const hex = (bytes: number) =>
  randomUUID()
    .replaceAll('-', '')
    .slice(0, bytes * 2);

function otlpSpan(overrides: Record<string, unknown> = {}) {
  return {
    traceId: hex(16),
    spanId: hex(8),
    name: 'step',
    startTimeUnixNano: String(BigInt(Date.UTC(2026, 10, 19)) * 1_000_000n + 123_456_000n),
    endTimeUnixNano: String(BigInt(Date.UTC(2026, 10, 19)) * 1_000_000n + 1_123_456_000n),
    attributes: [],
    ...overrides,
  };
}

const otlpBody = (...spans: unknown[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

function post(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  return server.inject({
    method: 'POST',
    url,
    payload,
    headers: { authorization, 'content-type': 'application/json', ...headers },
  });
}

async function readTrace(id: string) {
  return vi.waitFor(
    async () => {
      const answer = await server.inject({
        method: 'GET',
        url: `/api/public/traces/${encodeURIComponent(id)}`,
        headers: { authorization },
      });
      expect(answer.statusCode).toBe(200);
      return answer.json() as Record<string, unknown> & {
        observations: Record<string, unknown>[];
        scores: Record<string, unknown>[];
      };
    },
    { timeout: 20_000, interval: 100 },
  );
}

const OTLP = '/api/public/otel/v1/traces';
const BATCH = '/api/public/ingestion';

describe('what is accepted can be read', () => {
  test.each([
    ['plain', (body: string) => ({ payload: Buffer.from(body), headers: {} })],
    ['gzip', (body: string) => ({ payload: gzipSync(body), headers: { 'content-encoding': 'gzip' } })],
    [
      'zstd',
      (body: string) => ({ payload: zstdCompressSync(Buffer.from(body)), headers: { 'content-encoding': 'zstd' } }),
    ],
  ])('an OTLP span as %s JSON becomes a trace with one observation', async (_name, pack) => {
    const span = otlpSpan({ name: 'retrieve', attributes: [{ key: 'user.id', value: { stringValue: 'ana' } }] });
    const { payload, headers } = pack(otlpBody(span));
    const answer = await post(OTLP, payload, headers as Record<string, string>);
    expect(answer.statusCode).toBe(200);
    const trace = await readTrace(span.traceId);
    expect(trace).toMatchObject({ id: span.traceId, name: 'retrieve', userId: 'ana' });
    expect(trace.observations).toHaveLength(1);
  });

  test('C08: one bad span is named in partialSuccess and its neighbour is stored', async () => {
    const good = otlpSpan();
    const answer = await post(OTLP, otlpBody(good, otlpSpan({ spanId: '00' })));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
    expect((await readTrace(good.traceId)).observations).toHaveLength(1);
  });

  test('a batch answers per event, with 207', async () => {
    const traceId = randomUUID();
    const timestamp = '2026-11-19T10:00:00.000Z';
    const answer = await post(
      BATCH,
      JSON.stringify({
        batch: [
          {
            id: 'e1',
            type: 'trace-create',
            timestamp,
            body: { id: traceId, name: 'chat', tags: ['b', 'a'], input: { q: 1 } },
          },
          {
            id: 'e2',
            type: 'generation-create',
            timestamp,
            body: {
              id: `${traceId}-g`,
              traceId,
              model: 'gpt-4o',
              startTime: timestamp,
              usage: { input: 1000, output: 100 },
            },
          },
          { id: 'e3', type: 'score-create', timestamp, body: { traceId, name: 'quality', value: 0.5 } },
          { id: 'e4', type: 'no-such-event', timestamp, body: {} },
        ],
      }),
    );
    expect(answer.statusCode).toBe(207);
    const { successes, errors } = answer.json() as {
      successes: { id: string; status: number }[];
      errors: { id: string; status: number }[];
    };
    expect(successes).toEqual(['e1', 'e2', 'e3'].map((id) => ({ id, status: 201 })));
    expect(errors).toMatchObject([{ id: 'e4', status: 400 }]);
    const trace = await vi.waitFor(
      async () => {
        const found = await readTrace(traceId);
        expect(found.observations).toHaveLength(1);
        expect(found.scores).toHaveLength(1);
        return found;
      },
      { timeout: 20_000, interval: 200 },
    );
    expect(trace).toMatchObject({
      name: 'chat',
      tags: ['a', 'b'],
      input: { q: 1 },
      totalCost: 1000 * 2.5e-6 + 100 * 1e-5,
    });
  });
});

describe('what is refused is refused with its reason', () => {
  test('no key, a wrong key, a public key alone', async () => {
    for (const headers of [
      { authorization: '' },
      { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
      { authorization: 'Basic x' },
    ]) {
      expect((await post(BATCH, '{"batch":[]}', headers)).statusCode).toBe(401);
    }
    expect((await post(OTLP, otlpBody(otlpSpan()), { authorization: `Bearer ${publicKey}` })).statusCode).toBe(403);
  });

  test.each([
    ['C09: a body that is no JSON', OTLP, 'not json', {}, 400],
    ['C09: an unknown content type', OTLP, otlpBody(otlpSpan()), { 'content-type': 'text/plain' }, 415],
    [
      'C09: undecodable protobuf',
      OTLP,
      Buffer.from([0xff, 0xff, 0xff]),
      { 'content-type': 'application/x-protobuf' },
      400,
    ],
    [
      'C09: JSON that says it is protobuf',
      OTLP,
      otlpBody(otlpSpan()),
      { 'content-type': 'application/x-protobuf' },
      400,
    ],
    ['an export whose only span has no valid id', OTLP, otlpBody(otlpSpan({ traceId: 'zz' })), {}, 400],
    ['JSON that nests 200 levels', OTLP, `{"resourceSpans":${'['.repeat(200)}${']'.repeat(200)}}`, {}, 400],
    ['an unknown content encoding', OTLP, 'x', { 'content-encoding': 'br' }, 415],
    ['an unknown convention version', OTLP, otlpBody(otlpSpan()), { 'x-langfuse-ingestion-version': '9' }, 400],
    ['an empty batch body', BATCH, '', {}, 400],
    ['a batch that is a list', BATCH, '[]', {}, 400],
    ['a batch that is a text', BATCH, '{"batch":"x"}', {}, 400],
    ['a batch of 21 MiB', BATCH, Buffer.alloc(21 * 2 ** 20, 32), {}, 413],
  ] as const)('%s', async (_name, url, body, headers, status) => {
    expect((await post(url, body as string, headers as Record<string, string>)).statusCode).toBe(status);
  });

  test('C09: an empty export, an export of logs and an empty batch are fine, and store nothing', async () => {
    expect((await post(OTLP, '{"resourceSpans":[]}')).statusCode).toBe(200);
    expect((await post(OTLP, '', { 'content-type': 'application/x-protobuf' })).statusCode).toBe(200);
    const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'a line' } }] }] }] };
    expect((await post(OTLP, JSON.stringify(logs))).json()).toEqual({});
    const answer = await post(BATCH, '{"batch":[]}');
    expect(answer.statusCode).toBe(207);
    expect(answer.json()).toEqual({ successes: [], errors: [] });
  });

  test('a wrong method is 405 with the right ones, an unknown route 404', async () => {
    const wrong = await server.inject({ method: 'DELETE', url: BATCH, headers: { authorization } });
    expect(wrong.statusCode).toBe(405);
    expect(wrong.headers.allow).toBe('POST');
    expect((await post('/api/public/nothing', '{}')).statusCode).toBe(404);
  });
});
