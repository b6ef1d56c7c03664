import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from './router.ts';

/** In every text of the trace that is deleted, its steps, its scores and its session. */
const MARK = 'zebra';
const AT = '2026-11-18 10:00:00.000000';
const SCOPE = { from: '2026-11-18T00:00:00Z', to: '2026-11-19T00:00:00Z' };

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
let cookie: string;
let authorization: string;
let projectId: string;

beforeAll(async () => {
  stores = await testEngines();
  const people = testPeople(stores.engines);
  server = await testServer(stores);
  const made = await people.newOrganization();
  projectId = made.projectId;
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' };
  const body = JSON.stringify({ email: made.owner.email, password: TEST_PASSWORD });
  const signIn = new Request('http://localhost:3000/api/auth/sign-in/email', { method: 'POST', headers, body });
  const answer = await people.auth.handle(signIn, '192.0.2.9');
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const key = await change('apiKeys.create', {});
  authorization = `Basic ${Buffer.from(`${String(key['publicKey'])}:${String(key['secretKey'])}`).toString('base64')}`;
  for (const name of ['plain', MARK]) await fill(name);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

/** A trace with a step, a score, a session with a score of its own, and every text that a list could show. */
async function fill(name: string) {
  const common = { project_id: projectId, environment: `${name}-env`, ingested_at: AT, row_version: 1 };
  const carried = {
    ...{ user_id: `${name}-user`, session_id: `${name}-session`, tags: [`${name}-tag`], release: `${name}-release` },
    ...{
      version: `${name}-version`,
      metadata: { [`${name}-key`]: `${name}-value` },
      input: `${name} in`,
      output: name,
    },
  };
  const step = { ...common, ...carried, trace_id: `${name}-trace`, id: `${name}-step`, name: `${name}-name` };
  await put('traces', { ...common, ...carried, id: `${name}-trace`, timestamp: AT, name: `${name}-name` });
  await put('observations', {
    ...{ ...step, type: 'GENERATION', level: 'DEFAULT', is_root: true, model: `${name}-model`, start_time: AT },
    ...{ end_time: AT, trace_name: `${name}-name`, prompt_name: `${name}-prompt`, sdk_name: `${name}-sdk` },
    ...{ source: 'otel', usage: { total: 1 } },
  });
  const score = { ...common, name: `${name}-score`, data_type: 'NUMERIC', source: 'API', value: 1, timestamp: AT };
  await put('scores', { ...score, id: `${name}-of-trace`, trace_id: `${name}-trace`, comment: name });
  await put('scores', { ...score, id: `${name}-of-session`, session_id: `${name}-session`, comment: name });
}

function put(table: string, row: object) {
  const ndjson = Buffer.from(`${JSON.stringify(row)}\n`);
  return stores.engines.ch.insert({ table, ndjson, class: 'ingest', who: 'test' });
}

const LIST = { ...SCOPE, environments: [], cursor: null, limit: 50 };
const STEP = { observationId: `${MARK}-step`, traceId: `${MARK}-trace` };

/** How each read of telemetry is asked so that it shows the marked trace. */
const READS: Record<string, object[]> = {
  'traces.list': [
    { ...LIST, with: ['metadata', 'scores'] },
    { ...LIST, search: MARK },
    { ...LIST, order: { column: 'totalCost', direction: 'desc' } },
    { ...LIST, filter: { column: 'observationCount', op: '>=', value: 1 } },
  ],
  'traces.count': [],
  'traces.get': [{ traceId: `${MARK}-trace` }],
  'traces.hasAny': [],
  'traces.skeleton': [{ traceId: `${MARK}-trace`, cursor: null, limit: 5 }],
  'traces.search': [{ traceId: `${MARK}-trace`, text: MARK }],
  'traces.filterValues': [
    ...['name', 'userId', 'sessionId', 'environment', 'release', 'version', 'tags', 'metadata'].map((column) => ({
      ...{ ...SCOPE, environments: [], list: 'traces', column, text: '' },
    })),
    ...['name', 'model', 'environment', 'traceName', 'userId', 'promptName', 'sdkName'].map((column) => ({
      ...{ ...SCOPE, environments: [], list: 'observations', column, text: '' },
    })),
  ],
  'observations.list': [
    { ...LIST, with: ['metadata', 'scores'] },
    { ...LIST, search: MARK },
    { ...LIST, filter: { column: 'userId', op: '=', value: `${MARK}-user` } },
  ],
  'observations.count': [],
  'observations.get': [STEP, { observationId: STEP.observationId }],
  'scores.list': [LIST, { ...LIST, order: { column: 'value', direction: 'asc' } }],
  'scores.forTrace': [{ traceId: `${MARK}-trace` }],
  'sessions.list': [LIST, { ...LIST, order: { column: 'totalCost', direction: 'desc' } }],
  'sessions.get': [{ sessionId: `${MARK}-session`, cursor: null, limit: 5 }],
  'metrics.home': [{ ...SCOPE, environments: [] }],
};

const RANGE = 'fromTimestamp=2026-11-18T00:00:00Z&toTimestamp=2026-11-19T00:00:00Z';
const PUBLIC_READS = [
  `/api/public/traces?${RANGE}`,
  `/api/public/traces?userId=${MARK}-user`,
  `/api/public/traces/${MARK}-trace`,
  `/api/public/observations`,
  `/api/public/observations/${MARK}-step`,
  `/api/public/v2/observations?fromStartTime=2026-11-18T00:00:00Z&toStartTime=2026-11-19T00:00:00Z`,
  `/api/public/scores`,
  `/api/public/v2/scores?page=2&limit=1`,
  `/api/public/scores?userId=${MARK}-user`,
  `/api/public/scores/${MARK}-of-trace`,
  `/api/public/v2/scores`,
  `/api/public/v2/scores?traceId=${MARK}-trace`,
  `/api/public/v2/scores/${MARK}-of-trace`,
  `/api/public/v3/scores`,
  `/api/public/sessions`,
  `/api/public/sessions/${MARK}-session`,
];

/** Every answer that has the mark in it, by how it was asked. An error that only says the id again shows nothing. */
async function shown(): Promise<string[]> {
  const asked: [string, Promise<{ statusCode: number; body: string }>][] = [
    ...Object.entries(READS).flatMap(([path, inputs]) =>
      inputs.map((input) => [`${path} ${JSON.stringify(input)}`, ask(path, input)] as [string, ReturnType<typeof ask>]),
    ),
    ...PUBLIC_READS.map(
      (url) => [url, server.inject({ url, headers: { authorization } })] as [string, ReturnType<typeof ask>],
    ),
  ];
  const found: string[] = [];
  for (const [name, answering] of asked) {
    const { statusCode, body } = await answering;
    if (statusCode === 200 && body.includes(MARK)) found.push(name);
  }
  return found;
}

async function ask(path: string, input: object) {
  const query = encodeURIComponent(JSON.stringify({ ...input, projectId }));
  return server.inject({ url: `/api/trpc/${path}?input=${query}`, headers: { cookie } });
}

async function change(path: string, input: object): Promise<Record<string, unknown>> {
  const answer = await server.inject({
    method: 'POST',
    url: `/api/trpc/${path}`,
    headers: { cookie, origin: 'http://localhost:3000' },
    payload: { ...input, projectId },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return (answer.json() as { result: { data: Record<string, unknown> } }).result.data;
}

test('every read of telemetry that the web app can ask is asked here', () => {
  const reads = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
  ).filter(
    ([path, { _def }]) => _def.type === 'query' && /^(traces|observations|scores|sessions|metrics)\./.test(path),
  );
  expect(reads.map(([path]) => path).toSorted()).toEqual(Object.keys(READS).toSorted());
});

test('E14: what was deleted is in no list, search, sum, suggestion or answer by id from that moment on, and in all of them again once restored', async () => {
  const before = await shown();
  const all = Object.values(READS).reduce((sum, inputs) => sum + inputs.length, 0) + PUBLIC_READS.length;
  expect(before).toHaveLength(all);

  const trace = await change('traces.delete', { ids: [`${MARK}-trace`], reason: 'by mistake' });
  const left = await shown();
  // The score of the session itself is no part of the trace.
  expect(left.filter((name) => !/scores/.test(name))).toEqual([]);
  const score = await change('scores.delete', { ids: [`${MARK}-of-session`] });
  expect(await shown()).toEqual([]);

  await change('lifecycle.trash.restore', { deletionId: score['deletionId'] });
  await change('lifecycle.trash.restore', { deletionId: trace['deletionId'] });
  expect(await shown()).toEqual(before);
});
