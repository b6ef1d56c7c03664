import { randomBytes } from 'node:crypto';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import type { TestPeople } from '@tidemark/server/testing-people';
import { sql as pg } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { expireTelemetry, purgeTrash } from '#features/lifecycle';
import { findDiskUse } from '#features/traces';
import type { ProjectCtx } from '#kernel/ctx';
import { dateTimeText } from '#platform/clickhouse/micros';
import { param, sql } from '#platform/clickhouse/sql';
import { DATA_FEATURES, FEATURES } from './features.ts';
import { appRouter } from './router.ts';

const DAY_US = 86_400_000_000;
/** The clock stands while a cutoff is compared with a row to the microsecond. */
const NOW_US = Date.UTC(2026, 10, 20, 12) * 1000;
const clock = { ...testClock(), nowUs: () => NOW_US };
const moving = testClock();
let stores: TestEngines;
let people: TestPeople;
beforeAll(async () => {
  stores = await testEngines(moving);
  people = testPeople(stores.engines);
});
afterAll(() => stores[Symbol.asyncDispose]());

async function newProject(): Promise<ProjectCtx> {
  const { owner, projectId } = await people.newOrganization();
  return people.project(owner, projectId);
}

const ask = (ctx: ProjectCtx) => appRouter.createCaller({ open: () => Promise.resolve(ctx as never) }).lifecycle;

async function put(ctx: ProjectCtx, table: string, row: object) {
  const ndjson = Buffer.from(`${JSON.stringify({ project_id: ctx.projectId, row_version: 1, ...row })}\n`);
  await stores.engines.ch.insert({ table, ndjson, class: 'ingest', who: 'test' });
}

/** A trace with a step and a score, all at one time. */
async function putTrace(ctx: ProjectCtx, id: string, atUs: number, more: { environment?: string; user?: string } = {}) {
  const { environment = 'default', user = '' } = more;
  const timestamp = dateTimeText(atUs);
  await put(ctx, 'traces', { id, timestamp, environment, user_id: user });
  await put(ctx, 'observations', { trace_id: id, id: `${id}-step`, start_time: timestamp, environment, user_id: user });
  const score = { name: 'good', data_type: 'NUMERIC', source: 'API', value: 1, timestamp, environment };
  await put(ctx, 'scores', { ...score, id: `${id}-score`, trace_id: id });
}

async function idsIn(ctx: ProjectCtx, from: 'traces' | 'observations' | 'scores'): Promise<string[]> {
  const table = { traces: sql`traces`, observations: sql`observations`, scores: sql`scores` }[from];
  const rows = await stores.engines.ch.query({
    sql: sql`SELECT DISTINCT id FROM ${table} WHERE project_id = ${param.string(ctx.projectId)} ORDER BY id
      SETTINGS apply_deleted_mask = 0`,
    schema: z.object({ id: z.string() }),
    class: 'purge',
    who: 'test',
  });
  return rows.map(({ id }) => id);
}

const expire = () => expireTelemetry({ ...stores.engines, clock }, DATA_FEATURES);

test('what is older than the days of its project or environment goes, to the microsecond, with its steps and scores; the rest stays', async () => {
  const ctx = await newProject();
  await ask(ctx).retention.set({
    projectId: ctx.projectId,
    days: 30,
    environments: [{ environment: 'staging', days: 5 }],
  });
  for (const [environment, days] of [
    ['default', 30],
    ['staging', 5],
  ] as const) {
    await putTrace(ctx, `${environment}-old`, NOW_US - days * DAY_US - 1, { environment });
    await putTrace(ctx, `${environment}-kept`, NOW_US - days * DAY_US, { environment });
  }
  const session = { name: 's', data_type: 'NUMERIC', source: 'API', value: 1, session_id: 's', environment: 'default' };
  await put(ctx, 'scores', { ...session, id: 'session-old', timestamp: dateTimeText(NOW_US - 31 * DAY_US) });
  await put(ctx, 'scores', { ...session, id: 'session-kept', timestamp: dateTimeText(NOW_US - 29 * DAY_US) });
  // Of an older version that alone would be old enough, and of a newer one that is not.
  await put(ctx, 'traces', { id: 'moved', timestamp: dateTimeText(NOW_US - 31 * DAY_US), environment: 'default' });
  await put(ctx, 'traces', { id: 'moved', timestamp: dateTimeText(NOW_US), environment: 'default', row_version: 2 });
  await put(ctx, 'traces', {
    ...{ id: 'moved', timestamp: dateTimeText(NOW_US - 31 * DAY_US), environment: 'default' },
    ...{ row_version: 2, is_deleted: 1 },
  });
  await expire();
  expect(await idsIn(ctx, 'traces')).toEqual(['default-kept', 'moved', 'staging-kept']);
  expect(await idsIn(ctx, 'observations')).toEqual(['default-kept-step', 'staging-kept-step']);
  expect(await idsIn(ctx, 'scores')).toEqual(['default-kept-score', 'session-kept', 'staging-kept-score']);
});

test('a project that keeps everything, and one under legal hold, lose nothing', async () => {
  const [forEver, held] = [await newProject(), await newProject()];
  await ask(held).retention.set({ projectId: held.projectId, days: 3 });
  await stores.engines.db
    .updateTable('projects')
    .set({ legal_hold: 'a court wants it' })
    .where('id', '=', held.projectId)
    .execute();
  for (const ctx of [forEver, held]) await putTrace(ctx, 'old', NOW_US - 3000 * DAY_US);
  await expire();
  for (const ctx of [forEver, held]) expect(await idsIn(ctx, 'traces')).toEqual(['old']);
});

test('the days that count are those of the moment before each removal', async () => {
  const ctx = await newProject();
  const set = (days: number) => ask(ctx).retention.set({ projectId: ctx.projectId, days });
  await set(3);
  await putTrace(ctx, 'a', NOW_US - 4 * DAY_US);
  let raised = false;
  // The clock is asked right after the settings are read: whoever raises the days before that is heard.
  const raising = {
    ...stores.engines,
    clock,
    db: new Proxy(stores.engines.db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (name !== 'selectFrom' || typeof value !== 'function') return value;
        return (table: string) => {
          const query: unknown = Reflect.apply(value, target, [table]);
          return table === 'retention_rules' && !raised ? raiseBefore(query as object) : query;
        };
      },
    }),
  };
  /** The list of projects with rules of their own is the last thing read before the project's turn. */
  const raiseBefore = (query: object): unknown =>
    new Proxy(query, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name !== 'execute')
          return (...args: unknown[]) => raiseBefore(Reflect.apply(value, target, args) as object);
        return async () => {
          raised = true;
          await set(10);
          return Reflect.apply(value, target, []) as unknown;
        };
      },
    });
  await expireTelemetry(raising, DATA_FEATURES);
  expect(raised).toBe(true);
  expect(await idsIn(ctx, 'traces')).toEqual(['a']);
  expect(await ask(ctx).retention.get({ projectId: ctx.projectId })).toEqual({
    ...{ days: 10, maxSteps: null, diskPercent: null, environments: [] },
  });
});

test('of more steps than a project or an environment keeps the oldest go, with their traces, to the step; one under its limits loses nothing', async () => {
  const [ctx, neighbour] = [await newProject(), await newProject()];
  const limits = { maxSteps: 1000, environments: [{ environment: 'staging', maxSteps: 1000 }] };
  for (const of of [ctx, neighbour]) await ask(of).retention.set({ projectId: of.projectId, days: null, ...limits });
  // Two of one instant, of which only one would fit, lie at the bound.
  const steps = await putSteps(ctx, { count: 1003, sameInstantAt: 999 });
  await putSteps(neighbour, { count: 900 });
  await expire();
  const left = await idsIn(ctx, 'observations');
  expect(left).toEqual(steps.slice(0, 999).sort());
  expect(await idsIn(ctx, 'traces')).toEqual(left.map((id) => id.replace('-step', '')));
  expect(await idsIn(neighbour, 'observations')).toHaveLength(900);
  await expire();
  expect(await idsIn(ctx, 'observations')).toHaveLength(999);
});

test('a project that takes more than its share of the disk loses the oldest until it fits', async () => {
  const ctx = await newProject();
  const steps = await putSteps(ctx, { count: 40, inputBytes: 2000 });
  const before = await findDiskUse(stores.engines.ch, ctx.projectId);
  expect(before.steps).toBe(40);
  expect(before.bytes).toBeGreaterThan(5000);
  // One percent of a disk on which half of this would be too much.
  const diskBytes = before.bytes * 50;
  const small = {
    ...stores.engines.ch,
    query: async (request: Parameters<typeof stores.engines.ch.query>[0]) => {
      const rows = await stores.engines.ch.query(request);
      return request.who === 'traces.disk' ? rows.map((row) => ({ ...(row as object), disk: diskBytes })) : rows;
    },
  } as typeof stores.engines.ch;
  await ask(ctx).retention.set({ projectId: ctx.projectId, days: null, diskPercent: 1 });
  await expireTelemetry({ ...stores.engines, clock }, DATA_FEATURES);
  expect(await idsIn(ctx, 'observations')).toHaveLength(40);
  await expireTelemetry({ ...stores.engines, clock, ch: small }, DATA_FEATURES);
  const left = await idsIn(ctx, 'observations');
  expect(left.length).toBeGreaterThan(5);
  expect(left.length).toBeLessThan(35);
  expect(left).toEqual(steps.slice(0, left.length).sort());
});

/** Traces of a step each, a second apart, the newest first. Answers the ids of the steps. */
async function putSteps(
  ctx: ProjectCtx,
  { count, sameInstantAt, inputBytes = 0 }: { count: number; sameInstantAt?: number; inputBytes?: number },
): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, n) => {
    const at = dateTimeText(NOW_US - (n === (sameInstantAt ?? -1) + 1 ? n - 1 : n) * 1_000_000);
    const id = `t${String(n).padStart(5, '0')}`;
    return { id, at, input: inputBytes === 0 ? null : randomBytes(inputBytes / 2).toString('hex') };
  });
  const lines = (of: readonly object[]) =>
    Buffer.from(of.map((row) => JSON.stringify({ project_id: ctx.projectId, row_version: 1, ...row })).join('\n'));
  const insert = (table: string, of: readonly object[]) =>
    stores.engines.ch.insert({ table, ndjson: lines(of), class: 'ingest', who: 'test' });
  await insert(
    'traces',
    rows.map(({ id, at }) => ({ id, timestamp: at, environment: 'default' })),
  );
  const stepOf = ({ id, at, input }: (typeof rows)[number]) => ({
    ...{ trace_id: id, id: `${id}-step`, start_time: at, environment: 'default', input },
  });
  await insert('observations', rows.map(stepOf));
  return rows.map(({ id }) => `${id}-step`);
}

test('the data of one person is counted without a change, and on request goes for good with a receipt that does not name them', async () => {
  const ctx = await newProject();
  const { projectId } = ctx;
  for (const n of [1, 2]) await putTrace(ctx, `ann-${n}`, NOW_US - n * DAY_US, { user: 'ann' });
  await putTrace(ctx, 'bob-1', NOW_US - DAY_US, { user: 'bob' });
  const erasure = ask(ctx).subjectErasure;
  expect(await erasure.preview({ projectId, userId: 'ann' })).toEqual({ traces: 2, observations: 2, scores: 2 });
  expect(await idsIn(ctx, 'traces')).toEqual(['ann-1', 'ann-2', 'bob-1']);
  const asked = { projectId, userId: 'ann', reason: 'asked by the person' };
  await expect(erasure.request({ ...asked, traces: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(erasure.request({ ...asked, userId: 'nobody', traces: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });

  const { deletionId } = await erasure.request({ ...asked, traces: 2 });
  const hide = FEATURES.flatMap(({ chores = [] }) => chores).find(({ name }) => name === 'traces.hide');
  await hide?.run(stores.engines, new AbortController().signal);
  expect(await erasure.preview({ projectId, userId: 'ann' })).toEqual({ traces: 0, observations: 0, scores: 0 });
  const turn = async () => {
    await stores.engines.db
      .updateTable('deletions')
      .set({ next_attempt_at: pg`now()` })
      .execute();
    await purgeTrash(stores.engines, DATA_FEATURES);
  };
  await turn();
  moving.advance(20_000);
  await turn();
  const { rows } = await erasure.list({ projectId, limit: 10 });
  expect(rows).toMatchObject([{ id: deletionId, state: 'PURGED', receipt: { found: { traces: 2, scores: 2 } } }]);
  const kept = await stores.engines.db.selectFrom('deletions').selectAll().where('id', '=', deletionId).execute();
  expect(JSON.stringify(kept)).not.toContain('ann');
  expect(await idsIn(ctx, 'traces')).toEqual(['bob-1']);
  expect(await idsIn(ctx, 'scores')).toEqual(['bob-1-score']);
});
