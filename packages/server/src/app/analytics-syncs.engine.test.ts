import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyticsSyncsRouter, startDueSyncs } from '#features/analytics-syncs';
import { exportDeclarations, RUN_LIMITS, workExports } from '#features/exports';
import { FEATURES } from './features.ts';

let stores: TestEngines;

beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

interface Received {
  url: string;
  authorization: string | undefined;
  body: unknown;
}

/** A tool for analytics as far as it is asked: takes events, keeps one of each id, and answers as it is told. */
async function analyticsTool() {
  const received: Received[] = [];
  const answers: { status: number; body: object }[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { status, body } = answers.shift() ?? { status: 200, body: { status: 1 } };
      const sent = JSON.parse(Buffer.concat(pieces).toString()) as unknown;
      if (status < 300)
        received.push({ url: request.url ?? '', authorization: request.headers.authorization, body: sent });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, received, answers, [Symbol.dispose]: () => void server.close() };
}

const US = 1_000_000;
const nowUs = () => Date.now() * 1000;

async function newProject() {
  const people = testPeople(stores.engines);
  const { owner, projectId } = await people.newOrganization();
  const ctx = await people.project(owner, projectId);
  const ask = analyticsSyncsRouter.createCaller({ open: () => Promise.resolve(ctx as never) });
  const put = async (table: string, rows: object[]) => {
    const lines = rows.map((row) => `${JSON.stringify({ project_id: projectId, row_version: 1, ...row })}\n`);
    await stores.engines.ch.insert({ table, ndjson: Buffer.from(lines.join('')), class: 'ingest', who: 'test' });
  };
  return { projectId, ask, put };
}

const time = (us: number) => new Date(us / 1000).toISOString().replace('T', ' ').replace('Z', '');
const traceRow = (id: string, own: object = {}) => ({
  id,
  timestamp: time(nowUs() - 60 * US),
  name: 'chat',
  user_id: 'u1',
  ingested_at: time(nowUs() - 60 * US),
  ...own,
});

/** Starts what is due and works it to its end, as two chores do in the product. */
async function sync(limits: object = {}) {
  const { engines } = stores;
  const started = await startDueSyncs(engines, FEATURES, 0);
  const declared = exportDeclarations(FEATURES);
  await workExports(engines, {
    declared,
    limits: { ...RUN_LIMITS, backoffMs: { first: 5, most: 10 }, ...limits },
    signal: new AbortController().signal,
  });
  return started;
}

type PosthogBatch = {
  api_key: string;
  batch: { event: string; uuid: string; distinct_id: string; properties: object }[];
};
const posthogEvents = (received: Received[]) => received.flatMap(({ body }) => (body as PosthogBatch).batch);

test('what is stored becomes events in PostHog, each once, and what comes later follows at the next half hour', async () => {
  using tool = await analyticsTool();
  const { projectId, ask, put } = await newProject();
  await put('traces', [traceRow('t1', { metadata: { posthog_session_id: 'ph' } }), traceRow('t2', { user_id: '' })]);
  await put('observations', [
    {
      id: 's1',
      trace_id: 't1',
      type: 'GENERATION',
      start_time: time(nowUs()),
      ingested_at: time(nowUs() - US),
      is_root: true,
      input: 'private words',
    },
  ]);
  await put('scores', [
    {
      id: 'c1',
      trace_id: 't1',
      name: 'good',
      timestamp: time(nowUs()),
      data_type: 'NUMERIC',
      value: 1,
      ingested_at: time(nowUs() - US),
    },
  ]);
  const save = {
    projectId,
    provider: 'posthog',
    endpoint: tool.endpoint,
    tables: ['traces', 'observations', 'scores'],
    withHistory: true,
  } as const;
  expect(await ask.save({ ...save, tables: [...save.tables], secret: 'phc_key' })).toMatchObject({ enabled: true });
  expect(await sync()).toBe(1);
  expect(tool.received.map(({ url, body }) => [url, (body as PosthogBatch).api_key])).toEqual(
    tool.received.map(() => ['/batch/', 'phc_key']),
  );
  const events = posthogEvents(tool.received);
  expect(events.map(({ event }) => event).toSorted()).toEqual([
    'tidemark generation',
    'tidemark score',
    'tidemark trace',
    'tidemark trace',
  ]);
  expect(events.find(({ properties }) => 'id' in properties && properties.id === 't1')).toMatchObject({
    distinct_id: 'u1',
    properties: { $session_id: 'ph', trace_url: `http://localhost:3000/project/${projectId}/traces/t1` },
  });
  expect(events.find(({ properties }) => 'id' in properties && properties.id === 't2')).toMatchObject({
    properties: { $process_person_profile: false },
  });
  expect(JSON.stringify(tool.received)).not.toContain('private words');
  const [view] = (await ask.list({ projectId })).syncs;
  expect(view).toMatchObject({ isRunning: false, failures: 0, lastError: null });
  expect(JSON.stringify(view)).not.toContain('phc_key');

  tool.received.length = 0;
  await put('traces', [traceRow('t3', { ingested_at: time(nowUs()), timestamp: '2020-01-01 00:00:00' })]);
  await expect
    .poll(
      async () => (
        (await ask.run({ projectId, provider: 'posthog' })) && (await sync()),
        posthogEvents(tool.received).length
      ),
    )
    .toBe(1);
  expect(posthogEvents(tool.received)[0]).toMatchObject({ properties: { id: 't3' } });
});

test('Mixpanel gets the same with an id that it knows again, and what it refuses one by one holds up nothing', async () => {
  using tool = await analyticsTool();
  const { projectId, ask, put } = await newProject();
  await put('traces', [traceRow('t1')]);
  tool.answers.push({ status: 400, body: { code: 400, failed_records: [{ index: 0, field: 'properties.time' }] } });
  await ask.save({
    projectId,
    provider: 'mixpanel',
    endpoint: tool.endpoint,
    tables: ['traces'],
    secret: 'token',
    withHistory: true,
    eventPrefix: 'llm',
  });
  await sync();
  expect((await ask.list({ projectId })).syncs).toMatchObject([{ failures: 0, lastError: null }]);
  await ask.remove({ projectId, provider: 'mixpanel' });
  await ask.save({
    projectId,
    provider: 'mixpanel',
    endpoint: tool.endpoint,
    tables: ['traces'],
    secret: 'token',
    withHistory: true,
    eventPrefix: 'llm',
  });
  await sync();
  expect(tool.received).toMatchObject([
    {
      url: '/import?strict=1',
      authorization: `Basic ${Buffer.from('token:').toString('base64')}`,
      body: [
        {
          event: 'llm trace',
          properties: {
            distinct_id: 'u1',
            $insert_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            time: expect.any(Number),
          },
        },
      ],
    },
  ]);
});

test('an outage is waited out and the same events are sent again; a refusal is told, and nothing is skipped', async () => {
  using tool = await analyticsTool();
  const { projectId, ask, put } = await newProject();
  await put(
    'traces',
    Array.from({ length: 1200 }, (_, n) => traceRow(`t${n}`)),
  );
  await ask.save({
    projectId,
    provider: 'posthog',
    endpoint: tool.endpoint,
    tables: ['traces'],
    secret: 'phc_key',
    withHistory: true,
  });
  const fine = { status: 200, body: {} };
  tool.answers.push(fine, { status: 503, body: {} }, fine, { status: 429, body: {} });
  await sync();
  const events = posthogEvents(tool.received);
  expect(events.length).toBeGreaterThan(1200);
  expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(1200);

  await put('traces', [traceRow('late', { ingested_at: time(nowUs()) })]);
  tool.received.length = 0;
  tool.answers.push(...Array.from({ length: 50 }, () => ({ status: 401, body: { detail: 'wrong key' } })));
  const failing = async () => {
    await ask.run({ projectId, provider: 'posthog' });
    await sync({ failures: 2 });
    return (await ask.list({ projectId })).syncs[0];
  };
  await expect.poll(failing).toMatchObject({ failures: 1, lastError: expect.stringContaining('PostHog answered 401') });
  const { db } = stores.engines;
  await db.updateTable('analytics_syncs').set({ failures: 9 }).where('project_id', '=', projectId).execute();
  await expect.poll(failing).toMatchObject({ failures: 10, enabled: false });
  const mails = await db.selectFrom('outbox').select('payload').where('project_id', '=', projectId).execute();
  expect(JSON.stringify(mails)).toContain('to PostHog is paused');
  tool.answers.length = 0;
  const mended = {
    projectId,
    provider: 'posthog',
    endpoint: tool.endpoint,
    tables: ['traces'],
    secret: 'phc_other',
  } as const;
  expect(await ask.save({ ...mended, tables: ['traces'] })).toMatchObject({ failures: 0, lastError: null });
  await sync();
  expect(posthogEvents(tool.received).map(({ properties }) => (properties as { id: string }).id)).toContain('late');
});

test('a key that was given for one host is not sent to another, and inner addresses are refused', async () => {
  using tool = await analyticsTool();
  const { projectId, ask } = await newProject();
  const save = { projectId, provider: 'posthog', tables: ['traces' as const] } as const;
  await expect(ask.save({ ...save, tables: ['traces'], endpoint: tool.endpoint })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  await ask.save({ ...save, tables: ['traces'], endpoint: tool.endpoint, secret: 'phc_key' });
  await ask.save({ ...save, tables: ['traces'], endpoint: `${tool.endpoint}/`, enabled: false });
  await expect(ask.save({ ...save, tables: ['traces'], endpoint: 'https://evil.example' })).rejects.toThrow(
    'enter it again',
  );
  expect(await ask.test({ projectId, provider: 'posthog', endpoint: tool.endpoint })).toEqual({
    event: 'tidemark connection test',
    problem: null,
  });
  expect(posthogEvents(tool.received)).toMatchObject([{ event: 'tidemark connection test' }]);
  const inner = { projectId, provider: 'posthog', endpoint: 'http://169.254.169.254', secret: 'x' } as const;
  expect(await ask.test(inner)).toMatchObject({ problem: expect.stringContaining('169.254.169.254') });
});
