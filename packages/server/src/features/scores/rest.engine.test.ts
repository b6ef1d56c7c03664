import { randomUUID } from 'node:crypto';
import { scoreRoutes } from '@tidemark/contract/rest/scores';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScoreRecord } from '#domain/telemetry';
import type { ProjectCtx } from '#kernel/ctx';
import type { RestCall } from '#kernel/rest';
import type { Route } from '@tidemark/contract/rest/route';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { scoresRest } from './rest.ts';
import { writeScores } from './write-scores.ts';

const NOW_US = Date.UTC(2026, 10, 20, 9) * 1000;

let stores: TestEngines;
let ctx: ProjectCtx;

beforeAll(async () => {
  stores = await testEngines();
  const people = testPeople(stores.engines);
  const { owner, projectId } = await people.newOrganization();
  ctx = { ...(await people.project(owner, projectId)), projectId: randomUUID() as ProjectCtx['projectId'] };
  const { ch, clock } = stores.engines;
  await using batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  await writeScores({ batches }, SCORES.map(record));
});
afterAll(() => stores?.[Symbol.asyncDispose]());

const SCORES: (Partial<ScoreRecord> & { id: string })[] = [
  { id: 'number', traceId: 't1', value: 0.25, metadata: { n: '5', code: '007', deep: '{"a":[1]}' }, configId: 'conf' },
  { id: 'flag', traceId: 't1', observationId: 'o1', dataType: 'BOOLEAN', value: 0, stringValue: 'False' },
  { id: 'label', sessionId: 's1', dataType: 'CATEGORICAL', value: null, stringValue: 'good', source: 'EVAL' },
  { id: 'text', datasetRunId: 'run', dataType: 'TEXT', value: null, stringValue: 'well said', name: 'note' },
  { id: 'fixed', traceId: 't2', dataType: 'CORRECTION', value: null, stringValue: 'better', authorUserId: 'u1' },
];

function record(own: Partial<ScoreRecord> & { id: string }, n: number): ScoreRecord {
  return {
    projectId: ctx.projectId,
    timestampUs: NOW_US + n * 1000,
    traceId: '',
    observationId: '',
    sessionId: '',
    datasetRunId: '',
    name: 'quality',
    dataType: 'NUMERIC',
    source: 'API',
    value: 1,
    stringValue: '',
    comment: 'because',
    metadata: {},
    environment: 'default',
    configId: '',
    queueId: '',
    authorUserId: '',
    executionTraceId: '',
    apiKeyId: 'key',
    ingestedUs: NOW_US + 5_000_000,
    rowVersion: NOW_US,
    ...own,
  };
}

/** Asks as the server does: the route parses the query, the handler answers. */
async function ask(route: Route, query: Record<string, unknown>, params: Record<string, string> = {}) {
  const entry = scoresRest.find((one) => one.route === route);
  if (!entry) throw new Error(`${route.path} is not answered here`);
  const call = { ctx, query: route.query?.parse(query), params: route.params?.parse(params) };
  return (await entry.handle(call as RestCall<Route>)) as {
    data: Record<string, unknown>[];
    meta: { cursor?: string };
  };
}
const listed = async (query: Record<string, unknown>) => (await ask(scoreRoutes.listV3, query)).data;
const ids = async (query: Record<string, unknown>) => (await listed(query)).map((row) => row['id']);

describe('GET /api/public/v3/scores', () => {
  test('gives each value its own type, newest first', async () => {
    const values = (await listed({})).map((row) => [row['id'], row['value']]);
    expect(values).toEqual([
      ['fixed', 'better'],
      ['text', 'well said'],
      ['label', 'good'],
      ['flag', false],
      ['number', 0.25],
    ]);
  });

  test('answers core fields only, unless groups are asked for', async () => {
    const [core] = await listed({ id: 'number' });
    expect(core).toEqual({
      id: 'number',
      projectId: ctx.projectId,
      name: 'quality',
      value: 0.25,
      dataType: 'NUMERIC',
      source: 'API',
      timestamp: '2026-11-20T09:00:00.000Z',
      environment: 'default',
      createdAt: '2026-11-20T09:00:05.000Z',
      updatedAt: '2026-11-20T09:00:05.000Z',
    });
    const [full] = await listed({ id: 'number', fields: 'core,details,subject,annotation' });
    expect(full).toEqual({
      ...core,
      comment: 'because',
      configId: 'conf',
      metadata: { n: 5, code: '007', deep: { a: [1] } },
      subject: { kind: 'trace', id: 't1' },
      authorUserId: null,
      queueId: null,
    });
  });

  test('names the subject', async () => {
    const subjects = (await listed({ fields: 'subject' })).map((row) => row['subject']);
    expect(subjects).toEqual([
      { kind: 'trace', id: 't2' },
      { kind: 'experiment', id: 'run' },
      { kind: 'session', id: 's1' },
      { kind: 'observation', id: 'o1', traceId: 't1' },
      { kind: 'trace', id: 't1' },
    ]);
  });

  test.each([
    [{ source: 'eval' }, ['label']],
    [{ dataType: 'text,correction' }, ['fixed', 'text']],
    [{ name: 'note,unknown' }, ['text']],
    [{ traceId: 't1' }, ['flag', 'number']],
    [{ traceId: 't1', observationId: 'o1' }, ['flag']],
    [{ sessionId: 's1' }, ['label']],
    [{ experimentId: 'run' }, ['text']],
    [{ authorUserId: 'u1' }, ['fixed']],
    [{ configId: 'conf' }, ['number']],
    [{ dataType: 'NUMERIC', valueMin: '0.2', valueMax: '0.25' }, ['number']],
    [{ dataType: 'NUMERIC', valueMin: '0.3' }, []],
    [{ dataType: 'NUMERIC', value: '0.25,7' }, ['number']],
    [{ dataType: 'BOOLEAN', value: 'false' }, ['flag']],
    [{ dataType: 'BOOLEAN', value: 'true' }, []],
    [{ dataType: 'CATEGORICAL', value: 'good,bad' }, ['label']],
    [{ fromTimestamp: '2026-11-20T09:00:00.003Z' }, ['fixed', 'text']],
    [{ toTimestamp: '2026-11-20T10:00:00.001+01:00' }, ['number']],
    [{ toTimestamp: '2026-11-20T09:00:00.001' }, ['number']],
    [{ environment: 'other' }, []],
    [{ name: '', traceId: '' }, ['fixed', 'text', 'label', 'flag', 'number']],
  ])('selects by %j', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test.each([
    { userId: 'u' },
    { traceTags: 'x' },
    { page: '1' },
    { limit: '101' },
    { limit: '0' },
    { fields: 'core,io' },
    { source: 'HUMAN' },
    { observationId: 'o1' },
    { traceId: 't1', sessionId: 's1' },
    { valueMin: '1' },
    { valueMin: '1', dataType: 'NUMERIC,BOOLEAN' },
    { value: '1' },
    { value: 'x', dataType: 'NUMERIC' },
    { value: '1', dataType: 'BOOLEAN' },
    { value: 'x', dataType: 'TEXT' },
    { fromTimestamp: 'yesterday' },
  ])('refuses %j', (query) => {
    expect(scoreRoutes.listV3.query.safeParse(query).success).toBe(false);
  });

  test('goes through all pages by the cursor, which is absent on the last', async () => {
    const first = await ask(scoreRoutes.listV3, { limit: '3' });
    const second = await ask(scoreRoutes.listV3, { limit: '3', cursor: first.meta.cursor });
    expect([...first.data, ...second.data].map((row) => row['id'])).toEqual([
      'fixed',
      'text',
      'label',
      'flag',
      'number',
    ]);
    expect(second.meta).toEqual({ limit: 3 });
    await expect(ask(scoreRoutes.listV3, { cursor: 'bm90IG91cnM' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('GET /api/public/scores/{scoreId} and /v2', () => {
  test('version 1 knows scores of traces without corrections, version 2 knows all', async () => {
    const v1 = (scoreId: string) => ask(scoreRoutes.get, {}, { scoreId });
    const v2 = (scoreId: string) => ask(scoreRoutes.getV2, {}, { scoreId });
    expect(await v1('flag')).toMatchObject({ dataType: 'BOOLEAN', value: 0, stringValue: 'False', traceId: 't1' });
    await expect(v1('label')).rejects.toMatchObject({ code: 'not_found' });
    await expect(v1('fixed')).rejects.toMatchObject({ code: 'not_found' });
    expect(await v2('label')).toMatchObject({ value: 0, stringValue: 'good', sessionId: 's1', traceId: null });
    await expect(v2('nothing')).rejects.toMatchObject({
      code: 'not_found',
      message: 'Score nothing not found within authorized project',
    });
  });
});
