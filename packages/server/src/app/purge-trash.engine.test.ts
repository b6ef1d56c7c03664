import { randomUUID } from 'node:crypto';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testProject, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { sql as pg } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { purgeTrash, sweepPurged } from '#features/lifecycle';
import type { Feature } from '#kernel/feature';
import { param, sql } from '#platform/clickhouse/sql';
import { DATA_FEATURES } from './features.ts';

const AT = '2026-11-18T10:00:00.000Z';
const clock = testClock();
let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;

beforeAll(async () => {
  stores = await testEngines(clock);
  server = await testServer(stores);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

interface Made {
  projectId: string;
  authorization: string;
}

const call = ({ authorization }: Made, method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) =>
  server.inject({ method, url: `/api/public/${path}`, headers: { authorization }, ...(payload ? { payload } : {}) });

/** A trace with a step and two scores, sent in parts, so that everything that can be kept of it is. */
async function send(project: Made, traceId: string, at = AT) {
  const event = (type: string, body: object) => ({ id: randomUUID(), type, timestamp: at, body });
  const batch = [
    event('trace-create', { id: traceId, timestamp: at, name: 'one', userId: `user of ${traceId}` }),
    event('span-create', { id: `${traceId}-step`, traceId, name: 'step', startTime: at, input: `said in ${traceId}` }),
    event('span-update', { id: `${traceId}-step`, traceId, output: 'more' }),
    event('score-create', { id: `${traceId}-score`, traceId, name: 'good', value: 1 }),
  ];
  expect((await call(project, 'POST', 'ingestion', { batch })).json()).toMatchObject({ errors: [] });
}

async function readable(project: Made, path: string) {
  await vi.waitFor(async () => expect((await call(project, 'GET', path)).statusCode).toBe(200), {
    timeout: 60_000,
    interval: 100,
  });
}

/** All that was sent of the trace can be read, and no worker has anything of the project in hand. */
async function stored(project: Made, traceId: string) {
  for (const path of [`traces/${traceId}`, `scores/${traceId}-score`]) await readable(project, path);
  await vi.waitFor(async () => expect(await waiting(project)).toBe(0), { timeout: 60_000 });
}

async function remove(project: Made, traceId: string): Promise<string> {
  const answer = await call(project, 'DELETE', `traces/${traceId}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ deletionId: string }>().deletionId;
}

const due = (...ids: string[]) =>
  stores.engines.db
    .updateTable('deletions')
    .set({ purge_after: pg<Date>`now() - interval '1 second'` })
    .where('id', 'in', ids)
    .execute();

/** One turn of the chore; those who wait for their next turn have it. */
async function turn(features: readonly Feature[] = DATA_FEATURES) {
  await stores.engines.db
    .updateTable('deletions')
    .set({ next_attempt_at: new Date(0) })
    .execute();
  await purgeTrash(stores.engines, features);
}

async function purge(...ids: string[]) {
  await due(...ids);
  await turn();
  clock.advance(20_000);
  await turn();
}

async function stateOf(id: string) {
  const columns = ['state', 'receipt', 'last_error'] as const;
  return stores.engines.db.selectFrom('deletions').select(columns).where('id', '=', id).executeTakeFirstOrThrow();
}

/** Rows of every table that name the trace, with nothing masked. */
async function rowsOf({ projectId }: Made, traceId: string): Promise<Record<string, number>> {
  const conditions = {
    traces: sql`traces WHERE id = ${param.string(traceId)}`,
    observations: sql`observations WHERE trace_id = ${param.string(traceId)}`,
    scores: sql`scores WHERE trace_id = ${param.string(traceId)}`,
    changes: sql`telemetry_changes WHERE startsWith(entity_id, ${param.string(traceId)})`,
  };
  const counts: Record<string, number> = {};
  for (const [name, from] of Object.entries(conditions)) {
    const [row] = await stores.engines.ch.query({
      sql: sql`SELECT count() AS n FROM ${from} AND project_id = ${param.string(projectId)} SETTINGS apply_deleted_mask = 0`,
      schema: z.object({ n: z.number() }),
      class: 'purge',
      who: 'test',
    });
    counts[name] = row?.n ?? -1;
  }
  return counts;
}

const NOTHING = { traces: 0, observations: 0, scores: 0, changes: 0 };

test('F20, T4: a purge takes every version of a trace, its steps, scores and changes, wherever their times are, and its kept requests; the neighbour stays', async () => {
  const project = await testProject(stores.engines);
  const [gone, stays] = [`gone-${randomUUID()}`, `stays-${randomUUID()}`];
  await send(project, gone);
  await readable(project, `traces/${gone}`);
  await send(project, gone, '2031-02-03T00:00:00.000Z');
  clock.advance(5000);
  await vi.waitFor(async () => expect((await rowsOf(project, gone)).changes).toBeGreaterThan(4), { timeout: 60_000 });
  await send(project, stays);
  for (const path of [`traces/${stays}`, `scores/${stays}-score`]) await readable(project, path);
  await vi.waitFor(async () => expect(await waiting(project)).toBe(0), { timeout: 60_000 });
  const before = await rowsOf(project, stays);
  const kept = await segments(project);

  const id = await remove(project, gone);
  await turn();
  expect((await stateOf(id)).state).toBe('HIDDEN');
  await purge(id);
  expect(await stateOf(id)).toMatchObject({ state: 'PURGED', receipt: { left: { traces: 0, observations: 0 } } });
  const { found } = (await stateOf(id)).receipt as { found: Record<string, number> };
  expect(found['traces']).toBeGreaterThan(0);
  expect(found['observations']).toBeGreaterThan(0);
  expect(await rowsOf(project, gone)).toEqual(NOTHING);
  expect(await rowsOf(project, stays)).toEqual(before);
  expect(await segments(project)).toBeLessThan(kept);
});

async function waiting({ projectId }: Made): Promise<number> {
  const rows = await stores.engines.db
    .selectFrom('ingestion_segments')
    .select('key')
    .where('project_id', '=', projectId)
    .where('committed_at', 'is', null)
    .execute();
  return rows.length;
}

async function segments({ projectId }: Made): Promise<number> {
  let count = 0;
  for await (const { key } of stores.engines.blob.list(`projects/${projectId}/segments/`)) if (key) count += 1;
  return count;
}

test('F22, T3: what comes for a purged trace is dropped and counted as deleted; once the tombstone is forgotten, the id may be used again', async () => {
  const project = await testProject(stores.engines);
  const traceId = `again-${randomUUID()}`;
  await send(project, traceId);
  await stored(project, traceId);
  const id = await remove(project, traceId);
  await purge(id);
  expect((await stateOf(id)).state).toBe('PURGED');

  await send(project, traceId);
  const deleted = () =>
    stores.engines.db
      .selectFrom('ingestion_counts')
      .select((select) => select.fn.sum<number>('count').as('events'))
      .where('project_id', '=', project.projectId)
      .where('outcome', '=', 'refused')
      .where('reason', '=', 'deleted')
      .executeTakeFirst();
  await vi.waitFor(async () => expect(Number((await deleted())?.events)).toBe(4), { timeout: 60_000 });
  expect(await rowsOf(project, traceId)).toEqual(NOTHING);

  await stores.engines.db
    .updateTable('deletions')
    .set({ state_updated_at: pg<Date>`now() - interval '91 days'` })
    .where('id', '=', id)
    .execute();
  await sweepPurged(stores.engines, DATA_FEATURES);
  await send(project, traceId);
  await readable(project, `traces/${traceId}`);
});

test('F06, T1: nothing is removed while a segment that came before is not stored; a row that slips in is never shown, and swept', async () => {
  const project = await testProject(stores.engines);
  const { projectId } = project;
  const traceId = `race-${randomUUID()}`;
  await send(project, traceId);
  await stored(project, traceId);
  const id = await remove(project, traceId);
  const key = `projects/${projectId}/segments/in-a-workers-hands`;
  // Read and mapped by a worker that has stopped right before its insert.
  await stores.engines.db
    .insertInto('ingestion_segments')
    .values({ key, project_id: projectId, size_bytes: 1, sealed_at: new Date(0) })
    .execute();
  await purge(id);
  expect(await stateOf(id)).toMatchObject({ state: 'PURGING', last_error: expect.stringContaining('not stored yet') });
  expect((await rowsOf(project, traceId)).observations).toBeGreaterThan(0);
  await stores.engines.db.deleteFrom('ingestion_segments').where('key', '=', key).execute();
  await turn();
  expect((await stateOf(id)).state).toBe('PURGED');

  const row = {
    project_id: projectId,
    trace_id: traceId,
    id: 'late',
    start_time: '2026-11-18 10:00:00',
    row_version: 9,
  };
  const ndjson = Buffer.from(`${JSON.stringify(row)}\n`);
  await stores.engines.ch.insert({ table: 'observations', ndjson, class: 'ingest', who: 'test' });
  expect((await rowsOf(project, traceId)).observations).toBe(1);
  expect((await call(project, 'GET', 'observations')).json()).toMatchObject({ data: [] });
  await stores.engines.db
    .updateTable('deletions')
    .set({ state_updated_at: pg<Date>`now() - interval '2 hours'` })
    .where('id', '=', id)
    .execute();
  await sweepPurged(stores.engines, DATA_FEATURES);
  expect(await rowsOf(project, traceId)).toEqual(NOTHING);
});

test('T2: a score that was moved to a trace that is purged goes with all of its versions, and one that was moved away stays', async () => {
  const project = await testProject(stores.engines);
  const [gone, stays] = [`gone-${randomUUID()}`, `stays-${randomUUID()}`];
  for (const id of [gone, stays]) await send(project, id);
  const score = (id: string, traceId: string, version: number) => ({
    ...{ project_id: project.projectId, id, trace_id: traceId, name: 'moved', data_type: 'NUMERIC', source: 'API' },
    ...{ value: version, timestamp: '2026-11-18 10:00:00', row_version: version },
  });
  const rows = [score('in', stays, 1), score('in', gone, 2), score('out', gone, 1), score('out', stays, 2)];
  for (const row of rows)
    await stores.engines.ch.insert({
      ...{ table: 'scores', ndjson: Buffer.from(`${JSON.stringify(row)}\n`), class: 'ingest', who: 'test' },
    });
  for (const id of [gone, stays]) await stored(project, id);
  const id = await remove(project, gone);
  const seen = async () => [
    (await call(project, 'GET', 'v2/scores/in')).statusCode,
    (await call(project, 'GET', 'v2/scores/out')).statusCode,
  ];
  expect(await seen()).toEqual([404, 200]);
  await purge(id);
  expect((await stateOf(id)).state).toBe('PURGED');
  expect(await seen()).toEqual([404, 200]);
});

test('F11, T9: the same deletion a second time does the work again, and counts it', async () => {
  const project = await testProject(stores.engines);
  const traceId = `twice-${randomUUID()}`;
  const found: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    await send(project, traceId);
    await stored(project, traceId);
    const id = await remove(project, traceId);
    await purge(id);
    const { state, receipt } = await stateOf(id);
    expect(state).toBe('PURGED');
    found.push((receipt as { found: Record<string, number> }).found['observations'] ?? 0);
    expect(await rowsOf(project, traceId)).toEqual(NOTHING);
    await stores.engines.db
      .updateTable('deletions')
      .set({ state_updated_at: pg<Date>`now() - interval '91 days'` })
      .where('id', '=', id)
      .execute();
    await sweepPurged(stores.engines, DATA_FEATURES);
  }
  expect(found.every((count) => count > 0)).toBe(true);
});

test('F12, F05: a count that fails is never a zero: that deletion waits, says why, and holds up no other', async () => {
  const [broken, fine] = [await testProject(stores.engines), await testProject(stores.engines)];
  const ids: string[] = [];
  for (const project of [broken, fine]) {
    const traceId = `counted-${randomUUID()}`;
    await send(project, traceId);
    await stored(project, traceId);
    ids.push(await remove(project, traceId));
  }
  const failing: Feature = {
    name: 'failing',
    owns: {},
    purgeTelemetry: {
      erase: () => Promise.resolve(),
      count: (_, telemetry) =>
        telemetry.some(({ projectId }) => projectId === broken.projectId)
          ? Promise.reject(new Error('the count took too long'))
          : Promise.resolve({}),
    },
  };
  await due(...ids);
  await turn([...DATA_FEATURES, failing]);
  clock.advance(20_000);
  for (let round = 0; round < 5; round += 1) await turn([...DATA_FEATURES, failing]);
  const [first, second] = await Promise.all(ids.map(stateOf));
  expect(first).toMatchObject({ state: 'FAILED', last_error: 'the count took too long' });
  expect(second?.state).toBe('PURGED');
  await turn();
  expect((await stateOf(ids[0] ?? '')).state).toBe('PURGED');
});
