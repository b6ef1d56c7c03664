import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeEvents } from '#features/traces';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import type { Filter } from '@tidemark/contract/filter';
import type { TraceChange } from '#domain/merge/change';
import type { ProjectCtx } from '#kernel/ctx';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { getPublicSession } from './get-public-session.ts';
import { getSession } from './get-session.ts';
import { listPublicSessions } from './list-public-sessions.ts';
import { listSessions } from './list-sessions.ts';

const START_US = Date.UTC(2026, 10, 19, 12) * 1000;
const MINUTE_US = 60_000_000;
let engines: TestEngines;
let ctx: ProjectCtx;

/** Trace n of a session begins n minutes after it; session k begins k hours after the first and has k + 1 traces. */
beforeAll(async () => {
  engines = await testEngines();
  const projectId = randomUUID();
  ctx = {
    ...engines.engines,
    projectId: ProjectId.parse(projectId),
    organizationId: OrganizationId.parse('test'),
    actor: { kind: 'user', id: 'u', name: 'u', may: () => true },
    audit: () => Promise.resolve(),
  };
  const traceChanges = [0, 1, 2, 3].flatMap((k) =>
    Array.from({ length: k + 1 }, (_, n) => turn(projectId, { session: `s${k}`, k, n })),
  );
  const { ch, clock } = engines.engines;
  await using batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  await writeEvents(
    { ch, batches },
    {
      projectId,
      observations: [],
      observationChanges: traceChanges.map((change, n) => ({
        projectId,
        entityId: `o-${change.entityId}`,
        changeId: `o-${change.entityId}`,
        ingestedUs: START_US,
        writes: [
          {
            atUs: START_US,
            rank: 1,
            kind: 'create',
            by: `o${n}`,
            set: {
              // The only trace of s0 ends five seconds after it began; the other steps are open.
              ...(change.entityId === 's0-0' ? { endUs: START_US + 5_000_000 } : {}),
              type: 'GENERATION',
              level: change.entityId === 's2-1' ? 'ERROR' : 'DEFAULT',
              providedUsage: { input: 10, output: 1, total: 11 },
              providedCost: { total: '0.5' },
            },
            first: { traceId: change.entityId, startUs: change.writes[0]?.first?.timestampUs ?? START_US },
          },
        ],
      })),
      traceChanges: [...traceChanges, turn(projectId, { session: '', k: 9, n: 0 })],
      enrich: (observations) =>
        Promise.resolve(
          observations.map((one) => ({
            ...one,
            usage: one.providedUsage,
            cost: one.providedCost,
            costLines: [],
            modelId: '',
            pricingTier: '',
            promptId: '',
          })),
        ),
    },
  );
}, 60_000);
afterAll(() => engines?.[Symbol.asyncDispose]());

function turn(projectId: string, { session, k, n }: { session: string; k: number; n: number }): TraceChange {
  const atUs = START_US + k * 60 * MINUTE_US + n * MINUTE_US;
  const id = `${session || 'alone'}-${n}`;
  return {
    projectId,
    entityId: id,
    changeId: id,
    ingestedUs: atUs,
    writes: [
      {
        atUs,
        rank: 1,
        kind: 'create',
        by: id,
        set: { name: 'turn', sessionId: session, userId: `user-${n % 2}`, input: `question ${n}` },
        first: { timestampUs: atUs, environment: k === 0 ? 'staging' : 'production' },
      },
    ],
  };
}

async function sessionIds(input: Parameters<typeof listSessions>[1]): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await listSessions(ctx, { limit: 2, ...input, cursor });
    ids.push(...page.rows.map(({ id }) => id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}

test('a session is what its traces and their steps add up to', async () => {
  const { rows } = await listSessions(ctx, {});
  expect(rows.map(({ id }) => id)).toEqual(['s3', 's2', 's1', 's0']);
  expect(rows[1]).toEqual({
    id: 's2',
    createdAt: '2026-11-19T14:00:00.000000Z',
    lastTime: '2026-11-19T14:02:00.000000Z',
    duration: 120,
    traceCount: 3,
    errorCount: 1,
    inputTokens: 30,
    outputTokens: 3,
    totalTokens: 33,
    totalCost: 1.5,
    totalCostText: '1.5',
    userIds: ['user-0', 'user-1'],
    environment: 'production',
  });
});

test('a session lasts to the end of its last step, also when it is one trace', async () => {
  const { rows } = await listSessions(ctx, { filter: { column: 'duration', op: '<', value: 10 } });
  expect(rows.map(({ id, duration }) => [id, duration])).toEqual([['s0', 5]]);
});

test('sessions are sorted and paged by every sortable column', async () => {
  for (const column of ['lastTime', 'createdAt', 'duration', 'traceCount', 'totalTokens', 'totalCost']) {
    expect(await sessionIds({ order: { column, direction: 'asc' } })).toEqual(['s0', 's1', 's2', 's3']);
    expect(await sessionIds({ order: { column, direction: 'desc' } })).toEqual(['s3', 's2', 's1', 's0']);
  }
  expect((await sessionIds({ order: { column: 'errorCount', direction: 'desc' } }))[0]).toBe('s2');
  await expect(listSessions(ctx, { order: { column: 'id', direction: 'asc' } })).rejects.toMatchObject({
    code: 'invalid',
  });
});

const CASES: [string, Filter, string[]][] = [
  ['number of traces', { column: 'traceCount', op: '>', value: 2 }, ['s3', 's2']],
  ['errors of steps', { column: 'errorCount', op: '>=', value: 1 }, ['s2']],
  ['cost', { column: 'totalCost', op: '<', value: 1.2 }, ['s1', 's0']],
  ['users', { column: 'userIds', op: 'any of', value: ['user-1'] }, ['s3', 's2', 's1']],
  ['environment', { column: 'environment', op: '=', value: 'staging' }, ['s0']],
  ['id', { column: 'id', op: 'starts with', value: 's3' }, ['s3']],
];

test.each(CASES)('sessions are filtered by %s', async (_name, filter, expected) => {
  expect(await sessionIds({ filter })).toEqual(expected);
});

test('the page of a session has its turns in order', async () => {
  const first = await getSession(ctx, { sessionId: 's3', limit: 3 });
  expect(first.session).toMatchObject({ id: 's3', traceCount: 4, totalCost: 2 });
  expect(first.traces.map(({ id, input }) => [id, input])).toEqual([
    ['s3-0', 'question 0'],
    ['s3-1', 'question 1'],
    ['s3-2', 'question 2'],
  ]);
  const rest = await getSession(ctx, { sessionId: 's3', limit: 3, cursor: first.nextCursor });
  expect(rest.traces.map(({ id }) => id)).toEqual(['s3-3']);
  await expect(getSession(ctx, { sessionId: 'nope' })).rejects.toMatchObject({ code: 'not_found' });
});

test('the public API lists sessions by page and gives one with its traces', async () => {
  const page = await listPublicSessions(ctx, { environments: ['production'], page: 1, limit: 2 });
  expect(page).toEqual({
    rows: [
      { id: 's3', createdAt: '2026-11-19T15:00:00.000Z', projectId: ctx.projectId, environment: 'production' },
      { id: 's2', createdAt: '2026-11-19T14:00:00.000Z', projectId: ctx.projectId, environment: 'production' },
    ],
    count: 3,
  });
  const session = await getPublicSession(ctx, { sessionId: 's1' });
  expect(session.traces.map(({ id, userId }) => [id, userId])).toEqual([
    ['s1-0', 'user-0'],
    ['s1-1', 'user-1'],
  ]);
});
