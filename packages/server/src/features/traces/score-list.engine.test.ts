import { randomUUID } from 'node:crypto';
import type { Route } from '@tidemark/contract/rest/route';
import { scoreRoutes } from '@tidemark/contract/rest/scores';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeScores } from '#features/scores';
import type { TraceChange } from '#domain/merge/change';
import type { ScoreRecord } from '#domain/telemetry';
import type { ProjectCtx } from '#kernel/ctx';
import type { RestCall } from '#kernel/rest';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { scoreListsRest } from './score-rest.ts';
import { writeEvents } from './write-events.ts';

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
  const traceChanges = [
    trace('t1', { userId: 'ann', tags: ['blue', 'new'] }),
    trace('t2', { userId: 'bob', tags: ['blue'] }),
  ];
  await writeEvents(
    { ch, batches },
    { projectId: ctx.projectId, observations: [], observationChanges: [], traceChanges, enrich: async () => [] },
  );
  await writeScores({ batches }, SCORES.map(score));
});
afterAll(() => stores?.[Symbol.asyncDispose]());

const SCORES: (Partial<ScoreRecord> & { id: string })[] = [
  { id: 'of-t1', traceId: 't1', value: 0.2 },
  { id: 'of-t2', traceId: 't2', value: 0.8, metadata: { region: 'eu' } },
  { id: 'unknown', traceId: 'never-seen', observationId: 'o9', value: 0.5, name: 'tone', environment: 'prod' },
  { id: 'session', sessionId: 's1' },
  { id: 'fixed', traceId: 't1', dataType: 'CORRECTION', value: null, stringValue: 'better' },
];

function trace(id: string, own: { userId: string; tags: string[] }): TraceChange {
  const write = { atUs: NOW_US, rank: 1 as const, kind: 'create' as const, by: id, tags: own.tags };
  return {
    projectId: ctx.projectId,
    entityId: id,
    changeId: id,
    ingestedUs: NOW_US,
    writes: [
      { ...write, set: { userId: own.userId, sessionId: 's1' }, first: { timestampUs: NOW_US, environment: 'prod' } },
    ],
  };
}

function score(own: Partial<ScoreRecord> & { id: string }, n: number): ScoreRecord {
  return {
    projectId: ctx.projectId,
    timestampUs: NOW_US + n,
    traceId: '',
    observationId: '',
    sessionId: '',
    datasetRunId: '',
    name: 'quality',
    dataType: 'NUMERIC',
    source: 'API',
    value: 1,
    stringValue: '',
    comment: '',
    metadata: {},
    environment: 'default',
    configId: '',
    queueId: '',
    authorUserId: '',
    executionTraceId: '',
    apiKeyId: 'key',
    ingestedUs: NOW_US,
    rowVersion: NOW_US,
    ...own,
  };
}

async function ask(route: Route, query: Record<string, unknown>) {
  const entry = scoreListsRest.find((one) => one.route === route);
  if (!entry) throw new Error(`${route.path} is not answered here`);
  const answer = await entry.handle({ ctx, query: route.query?.parse(query) } as RestCall<Route>);
  return answer as { data: Record<string, unknown>[]; meta: Record<string, number> };
}
const v1 = async (query: Record<string, unknown>) => (await ask(scoreRoutes.list, query)).data.map((row) => row['id']);
const v2 = async (query: Record<string, unknown>) =>
  (await ask(scoreRoutes.listV2, query)).data.map((row) => row['id']);

describe('lists of scores with their traces', () => {
  test('say who the trace was for, and null of a trace that is not known', async () => {
    const { data } = await ask(scoreRoutes.list, {});
    expect(data.map((row) => [row['id'], row['trace']])).toEqual([
      ['unknown', null],
      ['of-t2', { userId: 'bob', tags: ['blue'], environment: 'prod', sessionId: 's1' }],
      ['of-t1', { userId: 'ann', tags: ['blue', 'new'], environment: 'prod', sessionId: 's1' }],
    ]);
  });

  test('count all pages, whatever page is asked for', async () => {
    const second = await ask(scoreRoutes.listV2, { page: '2', limit: '2' });
    expect(second.meta).toEqual({ page: 2, limit: 2, totalItems: 5, totalPages: 3 });
    expect(second.data.map((row) => row['id'])).toEqual(['unknown', 'of-t2']);
    expect((await ask(scoreRoutes.listV2, { page: '4', limit: '2' })).data).toEqual([]);
  });

  test.each([
    [{ userId: 'ann' }, ['of-t1']],
    [{ traceTags: ['blue', 'new'] }, ['of-t1']],
    [{ traceTags: 'blue' }, ['of-t2', 'of-t1']],
    [{ traceTags: 'blue', userId: 'carl' }, []],
    [{ name: 'tone' }, ['unknown']],
    [{ operator: '>=', value: '0.5' }, ['unknown', 'of-t2']],
    [{ operator: '!=', value: '0.5' }, ['of-t2', 'of-t1']],
    [{ scoreIds: 'of-t1, unknown' }, ['unknown', 'of-t1']],
    [{ environment: ['prod', 'test'] }, ['unknown']],
    [{ dataType: 'CORRECTION' }, []],
    [{ source: 'EVAL' }, []],
  ])('version 1 selects by %j, never sessions or corrections', async (query, expected) => {
    expect(await v1(query)).toEqual(expected);
  });

  test.each([
    [{ sessionId: 's1' }, ['session']],
    [{ traceId: 't1' }, ['fixed', 'of-t1']],
    [{ observationId: 'o9,o8' }, ['unknown']],
    [{ dataType: 'CORRECTION' }, ['fixed']],
    [
      {
        filter: '[{"type":"stringObject","column":"metadata","key":"region","operator":"=","value":"eu"}]',
      },
      ['of-t2'],
    ],
  ])('version 2 selects by %j', async (query, expected) => {
    expect(await v2(query)).toEqual(expected);
  });

  test('version 2 leaves the trace out when only the score is asked for', async () => {
    const { data } = await ask(scoreRoutes.listV2, { fields: 'score', traceId: 't1' });
    expect(data.every((row) => !('trace' in row))).toBe(true);
    expect(data).toHaveLength(2);
  });

  test.each([
    { fields: 'score', userId: 'ann' },
    { fields: 'score', traceTags: 'blue' },
    { fields: 'nothing' },
    { operator: '>' },
    { operator: 'about', value: '1' },
    { limit: '101' },
    { page: '0' },
    { filter: 'no json' },
  ])('refuses %j', (query) => {
    expect(scoreRoutes.listV2.query.safeParse(query).success).toBe(false);
  });
});
