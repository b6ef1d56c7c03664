import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHttpError } from '#kernel/errors-to-http';
import { mountRest } from '#kernel/mount-rest';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { tracesRest } from './rest.ts';
import { testProject } from './testing-project.ts';
import { observationRecord, traceCreated, unpriced } from './testing-records.ts';
import { writeEvents } from './write-events.ts';

const START_US = Date.UTC(2026, 10, 19, 12) * 1000;
const projectId = randomUUID();
let engines: TestEngines;
let server: FastifyInstance;

beforeAll(async () => {
  engines = await testEngines();
  const { ch, clock } = engines.engines;
  server = fastify();
  server.setErrorHandler((error, _request, reply) => {
    const { status, body } = toHttpError(error);
    return reply.code(status).send(body);
  });
  await mountRest(server, tracesRest, () => Promise.resolve(testProject(engines.engines, projectId)));
  await using batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  const traceChanges = Array.from({ length: 5 }, (_, n) =>
    traceCreated({
      projectId,
      id: `t${n}`,
      atUs: START_US + n * 1_000_000,
      set: {
        name: `trace ${n}`,
        userId: `u${n % 2}`,
        sessionId: 's',
        input: '{"q":12345678901234567890}',
        output: 'plain text',
        release: 'r1',
      },
      tags: n % 2 === 0 ? ['a', 'b'] : ['a'],
      environment: n === 4 ? 'staging' : 'production',
    }),
  );
  const observations = traceChanges.flatMap((change, n) => [
    observationRecord({
      projectId,
      traceId: change.entityId,
      id: `root${n}`,
      startUs: START_US + n * 1_000_000,
      endUs: START_US + n * 1_000_000 + 2_500_000,
      name: 'root',
      environment: 'production',
    }),
    observationRecord({
      projectId,
      traceId: change.entityId,
      id: `gen${n}`,
      parentId: `root${n}`,
      startUs: START_US + n * 1_000_000 + 100,
      endUs: START_US + n * 1_000_000 + 1_000_100,
      completionStartUs: START_US + n * 1_000_000 + 250_100,
      type: 'GENERATION',
      name: 'llm',
      model: 'gpt-4o',
      modelId: 'm1',
      modelParameters: '{"temperature":0.5}',
      input: '[{"role":"user","content":"hi"}]',
      output: 'hello there',
      metadata: { long: 'x'.repeat(300), list: '[1,2]', text: 'plain' },
      usage: { input: 10, output: 5, total: 15 },
      cost: { input: '0.001', output: '0.002', total: '0.003' },
      costLines: [
        { usageType: 'input', units: 10, price: '0.0001', cost: '0.001' },
        { usageType: 'output', units: 5, price: '0.0004', cost: '0.002' },
      ],
      level: n === 3 ? 'ERROR' : 'DEFAULT',
    }),
  ]);
  await writeEvents(
    { ch, batches },
    { projectId, observations, observationChanges: [], traceChanges, enrich: unpriced },
  );
}, 60_000);
afterAll(async () => {
  await server?.close();
  await engines?.[Symbol.asyncDispose]();
});

async function get(path: string, query: Record<string, string | string[]> = {}) {
  const params = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => [value].flat().map((one): [string, string] => [key, one])),
  );
  const answer = await server.inject({ method: 'GET', url: `/api/public${path}?${params.toString()}` });
  return { status: answer.statusCode, body: answer.json() };
}

async function idsOf(path: string, query: Record<string, string | string[]>): Promise<string[]> {
  const { status, body } = await get(path, query);
  expect(status).toBe(200);
  return body.data.map((row: { id: string }) => row.id);
}

test('a page of traces says what every client of the API expects of it', async () => {
  const { status, body } = await get('/traces', { limit: '2', page: '2' });
  expect(status).toBe(200);
  expect(body.meta).toEqual({ page: 2, limit: 2, totalItems: 5, totalPages: 3 });
  expect(body.data.map((row: { id: string }) => row.id)).toEqual(['t2', 't1']);
  expect(body.data[0]).toEqual({
    id: 't2',
    externalId: null,
    timestamp: '2026-11-19T12:00:02.000Z',
    name: 'trace 2',
    userId: 'u0',
    sessionId: 's',
    release: 'r1',
    version: null,
    projectId,
    environment: 'production',
    public: false,
    bookmarked: false,
    tags: ['a', 'b'],
    input: { q: '12345678901234567890' },
    output: 'plain text',
    metadata: {},
    createdAt: '2026-11-19T12:00:02.000Z',
    updatedAt: '2026-11-19T12:00:02.000Z',
    htmlPath: `/project/${projectId}/traces/t2`,
    latency: 2.5,
    totalCost: 0.003,
    observations: expect.arrayContaining(['root2', 'gen2']),
    scores: [],
  });
});

test('field groups that are not asked for are empty, and metrics -1', async () => {
  const { body } = await get('/traces', { fields: 'core', limit: '1' });
  expect(body.data[0]).toMatchObject({
    id: 't4',
    input: null,
    output: null,
    observations: [],
    latency: -1,
    totalCost: -1,
  });
  const { body: trace } = await get('/traces/t1', { fields: 'core,metrics' });
  expect(trace).toMatchObject({ id: 't1', input: null, observations: [], scores: [], latency: 2.5, totalCost: 0.003 });
});

test('traces are selected by every simple parameter', async () => {
  expect(await idsOf('/traces', { userId: 'u1' })).toEqual(['t3', 't1']);
  expect(await idsOf('/traces', { name: 'trace 3' })).toEqual(['t3']);
  expect(await idsOf('/traces', { name: '' })).toHaveLength(5);
  expect(await idsOf('/traces', { tags: ['a', 'b'] })).toEqual(['t4', 't2', 't0']);
  expect(await idsOf('/traces', { environment: ['staging', 'dev'] })).toEqual(['t4']);
  expect(await idsOf('/traces', { sessionId: 's', release: 'r1', version: 'none' })).toEqual([]);
  expect(
    await idsOf('/traces', { fromTimestamp: '2026-11-19T12:00:01Z', toTimestamp: '2026-11-19T13:00:03+01:00' }),
  ).toEqual(['t2', 't1']);
  expect(await idsOf('/traces', { orderBy: 'name.asc', limit: '2' })).toEqual(['t0', 't1']);
});

test('both forms of the filter work, and win over simple parameters on the same column', async () => {
  const legacy = [
    { type: 'string', column: 'name', operator: 'contains', value: 'trace' },
    { type: 'stringOptions', column: 'userId', operator: 'any of', value: ['u1'] },
    { type: 'number', column: 'errorCount', operator: '>=', value: 1 },
  ];
  expect(await idsOf('/traces', { filter: JSON.stringify(legacy) })).toEqual(['t3']);
  expect(await idsOf('/traces', { filter: JSON.stringify(legacy), userId: 'u0', name: 'x' })).toEqual(['t3']);
  const nested = {
    or: [{ column: 'id', op: '=', value: 't0' }, { not: { column: 'environment', op: '=', value: 'production' } }],
  };
  expect(await idsOf('/traces', { filter: JSON.stringify(nested) })).toEqual(['t4', 't0']);
});

test('a trace is whole: its steps and what they cost', async () => {
  const { status, body } = await get('/traces/t1');
  expect(status).toBe(200);
  expect(body.observations.map((row: { id: string }) => row.id)).toEqual(['root1', 'gen1']);
  expect(body.observations[1]).toMatchObject({
    traceId: 't1',
    parentObservationId: 'root1',
    startTime: '2026-11-19T12:00:01.000100Z',
    endTime: '2026-11-19T12:00:02.000100Z',
    latency: 1,
    timeToFirstToken: 0.25,
    input: [{ role: 'user', content: 'hi' }],
    output: 'hello there',
    metadata: { list: [1, 2], text: 'plain' },
    modelParameters: { temperature: 0.5 },
    usage: { unit: 'TOKENS', input: 10, output: 5, total: 15 },
    usageDetails: { input: 10, output: 5, total: 15 },
    costDetails: { input: 0.001, output: 0.002, total: 0.003 },
    inputPrice: 0.0001,
    outputPrice: 0.0004,
    totalPrice: null,
    calculatedTotalCost: 0.003,
  });
});

test('observations come by page and one by one', async () => {
  const { body } = await get('/observations', { limit: '3', type: 'GENERATION' });
  expect(body.meta).toEqual({ page: 1, limit: 3, totalItems: 5, totalPages: 2 });
  expect(body.data.map((row: { id: string }) => row.id)).toEqual(['gen4', 'gen3', 'gen2']);
  expect(await idsOf('/observations', { userId: 'u1', level: 'ERROR' })).toEqual(['gen3']);
  expect(await idsOf('/observations', { parentObservationId: 'root2' })).toEqual(['gen2']);
  expect((await get('/observations/gen3')).body).toMatchObject({
    id: 'gen3',
    level: 'ERROR',
    model: 'gpt-4o',
    modelId: 'm1',
  });
});

test('the second version gives the groups asked for, and a cursor to the rest', async () => {
  const first = await get('/v2/observations', { limit: '6' });
  const core = ['id', 'traceId', 'startTime', 'endTime', 'projectId', 'parentObservationId', 'type'];
  const basic = ['name', 'level', 'statusMessage', 'version', 'environment', 'bookmarked', 'public'];
  const more = ['userId', 'sessionId', 'isRootObservation', 'modelId', 'inputPrice', 'outputPrice', 'totalPrice'];
  expect(Object.keys(first.body.data[0]).toSorted()).toEqual([...core, ...basic, ...more].toSorted());
  const rest = await get('/v2/observations', { limit: '6', cursor: first.body.meta.cursor });
  const ids = [...first.body.data, ...rest.body.data].map((row: { id: string }) => row.id);
  expect(new Set(ids).size).toBe(10);
  expect(rest.body.meta).toEqual({});
});

test('the second version leaves payloads as text and cuts long metadata unless told not to', async () => {
  const query = { fields: 'io,metadata,model,usage,trace_context,nonsense', type: 'GENERATION', limit: '1' };
  const { body } = await get('/v2/observations', query);
  expect(body.data[0]).toMatchObject({
    input: '[{"role":"user","content":"hi"}]',
    metadata: { long: 'x'.repeat(200), list: '[1,2]' },
    inputPrice: '0.0001',
    totalCost: 0.003,
    traceName: 'trace 4',
    tags: ['a', 'b'],
  });
  expect(body.data[0]).not.toHaveProperty('name');
  const whole = await get('/v2/observations', { ...query, expandMetadata: 'long' });
  expect(whole.body.data[0].metadata.long).toHaveLength(300);
});

test('roots are found by the flag and by the empty parent', async () => {
  const roots = ['root4', 'root3', 'root2', 'root1', 'root0'];
  expect(await idsOf('/v2/observations', { isRootObservation: 'true' })).toEqual(roots);
  expect(await idsOf('/v2/observations', { parentObservationId: '' })).toEqual(roots);
});

test('what is not there is a 404 that names it', async () => {
  expect(await get('/traces/nope')).toEqual({
    status: 404,
    body: { message: 'Trace nope not found within authorized project', error: 'LangfuseNotFoundError' },
  });
  expect((await get('/observations/nope')).status).toBe(404);
});

test.each([
  ['/traces', { limit: '101' }],
  ['/traces', { page: '0' }],
  ['/traces', { fromTimestamp: 'yesterday' }],
  ['/traces', { filter: '{broken' }],
  ['/traces', { filter: '[{"type":"string"}]' }],
  ['/traces', { filter: '[{"type":"string","column":"nope","operator":"=","value":"x"}]' }],
  ['/traces', { orderBy: 'password.asc' }],
  ['/observations', { level: 'LOUD' }],
  ['/v2/observations', { cursor: 'bm9wZQ' }],
  [
    '/v2/observations',
    { cursor: Buffer.from('{"lastStartTimeTo":"x","lastTraceId":"","lastId":""}').toString('base64') },
  ],
  ['/v2/observations', { limit: '1001' }],
  ['/v2/observations', { parseIoAsJson: 'true' }],
])('%s with %o is a 400 that says what is wrong', async (path, query) => {
  const { status, body } = await get(path, query);
  expect(status).toBe(400);
  expect(body.message).toEqual(expect.stringMatching(/.{10}/));
});
