import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { writeEvents } from '#features/traces';
import { changeOfWrites } from '#domain/merge/change-of-writes';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { param, sql } from '#platform/clickhouse/sql';
import { segmentTimeMs } from '#platform/journal/journal';
import { announceSegment } from './announce-segment.ts';
import { enrich } from './enrich.ts';
import { eraseProject } from './erase-project.ts';
import { getReplay } from './get-replay.ts';
import { ingestionStatus } from './ingestion-status.ts';
import { listReplays } from './list-replays.ts';
import { mapSegment } from './map-segment.ts';
import type { MappedSegment } from './map-segment.ts';
import { previewReplay } from './preview-replay.ts';
import { processSegment } from './process-segment.ts';
import { replay } from './replay.ts';
import { runReplay } from './run-replay.ts';
import { outcomeOf } from './segment-outcome.ts';
import { commitSegment } from './store/commit-segment.sql.ts';
import { findIdleReplays } from './store/replays.sql.ts';
import { findExpired } from './store/segments.sql.ts';
import { keepSegmentOf, projectCtx, score, spans } from './testing-segments.ts';
import type { Accepted } from './testing-segments.ts';

let stores: TestEngines;
let batches: BatchWriter;

beforeAll(async () => {
  stores = await testEngines();
  batches = createBatchWriter({ ...stores.engines, limits: { idleMs: 2 } });
});

afterAll(async () => {
  await batches[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

const newProject = () => `p-${randomUUID()}`;
const processing = () => ({ engines: stores.engines, batches });
const never = new AbortController().signal;
const work = (replayId: string) => runReplay(processing(), { replayId, step: 0 }, never);

async function keep(projectId: string, ...requests: Accepted[]): Promise<string> {
  const segment = await keepSegmentOf(stores, projectId, ...requests);
  await announceSegment(stores.engines, segment);
  return segment.key;
}

async function store(projectId: string, ...requests: Accepted[]): Promise<string> {
  const key = await keep(projectId, ...requests);
  await processSegment(processing(), key);
  return key;
}

const AT = '2026-11-19T10:00:00.000Z';
const event = (type: string, body: object) => ({ id: randomUUID(), type, timestamp: AT, body });

/** A run of an agent told in parts: its trace, a step that is created and updated, and a score. */
function run(): Accepted {
  const [traceId, id] = [randomUUID(), randomUUID()];
  const batch = [
    event('trace-create', { id: traceId, timestamp: AT, name: 'run', tags: ['good'], metadata: { a: { b: 1 } } }),
    event('generation-create', { id, traceId, startTime: AT, name: 'answer', model: 'gpt-4o-mini', input: 'Hello' }),
    event('generation-update', { id, traceId, output: 'Hi', usageDetails: { input: 12, output: 3 } }),
    score(),
  ];
  return { kind: 'batch', body: { batch }, accepted: batch.length };
}

const exported = (): Accepted => ({ kind: 'otlp-json', body: spans(3), accepted: 3 });

const TABLES = {
  observations: { from: sql`observations`, by: sql`toStartOfMinute(start_time), trace_id, id` },
  traces: { from: sql`traces`, by: sql`toStartOfMinute(timestamp), id` },
  scores: { from: sql`scores`, by: sql`id` },
};

/** All that can be read of a project: by merging, and by taking the newest version, which the store must agree on. */
async function stateOf(projectId: string) {
  const state: Record<string, unknown> = {};
  for (const [table, { from, by }] of Object.entries(TABLES)) {
    const mine = sql`project_id = ${param.string(projectId)}`;
    const merged = await read(sql`SELECT * EXCEPT row_version FROM ${from} FINAL WHERE ${mine} ORDER BY id`);
    const newest = await read(sql`SELECT * EXCEPT (row_version) FROM (
      SELECT * FROM ${from} WHERE ${mine} ORDER BY row_version DESC LIMIT 1 BY ${by}) WHERE is_deleted = 0 ORDER BY id`);
    expect(newest).toEqual(merged);
    state[table] = merged;
  }
  return state;
}

const read = (query: ReturnType<typeof sql>) =>
  stores.engines.ch.query({
    sql: query,
    schema: z.record(z.string(), z.unknown()),
    class: 'ingest',
    who: 'test',
    projectId: 'test',
  });

/** What a mapper made that misread models, names and tags. */
function misread(mapped: MappedSegment): MappedSegment {
  const digest = (text: string) => text;
  return {
    ...mapped,
    observations: mapped.observations.map((one) => ({ ...one, name: 'misread', input: 'misread', model: '' })),
    scores: [],
    observationChanges: mapped.observationChanges.map((change) =>
      changeOfWrites(
        { ...change, source: change.source ?? 0, reading: 0, digest },
        change.writes.map((write) => ({ ...write, set: { ...write.set, name: 'misread', statusMessage: 'misread' } })),
      ),
    ),
    traceChanges: mapped.traceChanges.map((change) =>
      changeOfWrites(
        { ...change, source: change.source ?? 0, reading: 0, digest },
        change.writes.map((write) => ({ ...write, set: { ...write.set, name: 'misread' }, tags: ['never meant'] })),
      ),
    ),
  };
}

/** Brings a segment into the store as a program with that mapper did. */
async function storeMisread(key: string, projectId: string): Promise<void> {
  const { engines } = stores;
  const mapped = misread(await mapSegment(projectId, Buffer.from(await engines.blob.get(key))));
  const price = (some: Parameters<typeof enrich>[2]) => enrich(engines, projectId, some);
  const { observationChanges, traceChanges } = mapped;
  const observations = await price(mapped.observations);
  await writeEvents(
    { ch: engines.ch, batches },
    { projectId, observations, observationChanges, traceChanges, enrich: price },
  );
  await commitSegment(engines.db, { key, reading: 0 }, outcomeOf(key, mapped, []));
}

test('B06: everything that is kept, read again, gives the same readable state and the same counts, however often', async () => {
  const projectId = newProject();
  for (let segment = 0; segment < 5; segment += 1) await store(projectId, run(), exported(), run());
  const { ctx, audited } = projectCtx(stores, projectId);
  const [state, { balance }] = [await stateOf(projectId), await ingestionStatus(ctx, {})];
  for (let again = 0; again < 2; again += 1) {
    const { id, segments, events, left } = await replay(ctx, { all: true });
    expect({ segments, events, left }).toEqual({ segments: 5, events: 55, left: 5 });
    await work(id);
    expect(await getReplay(ctx, { replayId: id })).toMatchObject({
      left: 0,
      failed: 0,
      finishedAt: expect.any(String),
    });
    expect(withoutOrigin(await stateOf(projectId))).toEqual(withoutOrigin(state));
    expect((await ingestionStatus(ctx, {})).balance).toEqual(balance);
  }
  expect(balance).toEqual({ received: 55, stored: 55, queued: 0, deadLettered: 0, refused: 0 });
  expect(audited).toMatchObject([{ action: 'ingestion.replay', details: { segments: 5, events: 55 } }, {}]);
});

test('what an older mapper made is replaced by what the mapper of today makes, before anything is merged and after', async () => {
  const [misreadProject, rightProject] = [newProject(), newProject()];
  const requests = [run(), exported(), run()];
  const key = await keep(misreadProject, ...requests);
  await storeMisread(key, misreadProject);
  const before = await stateOf(misreadProject);
  expect(JSON.stringify(before)).toContain('never meant');
  const { ctx } = projectCtx(stores, misreadProject);
  const { id } = await replay(ctx, { all: true });
  await work(id);
  await store(rightProject, ...requests);
  const told = async (projectId: string) => withoutOrigin(await stateOf(projectId));
  const right = await told(rightProject);
  expect(JSON.stringify(right)).not.toMatch(/misread|never meant/);
  expect(await told(misreadProject)).toEqual(right);
  for (const { from } of Object.values(TABLES))
    await stores.engines.ch.command({ sql: sql`OPTIMIZE TABLE ${from} FINAL`, class: 'ingest', who: 'test' });
  expect(await told(misreadProject)).toEqual(right);
  expect((await ingestionStatus(ctx, {})).balance).toMatchObject({ received: 11, stored: 11, queued: 0 });
});

/** But for the project and the time of storing, which a reading again has of its own. */
function withoutOrigin(state: Record<string, unknown>) {
  const text = JSON.stringify(state).replaceAll(/"(project_id|ingested_at)":"[^"]*",?/g, '');
  return JSON.parse(text) as unknown;
}

test('a worker that is late with an older reading does not bring it back', async () => {
  const projectId = newProject();
  const key = await keep(projectId, run(), exported());
  await storeMisread(key, projectId);
  const { ctx } = projectCtx(stores, projectId);
  await work((await replay(ctx, { all: true })).id);
  const state = await stateOf(projectId);
  await storeMisread(key, projectId);
  expect(await stateOf(projectId)).toEqual(state);
});

test('only what was received in the range is read again, and a dry run says what that would be', async () => {
  const projectId = newProject();
  const keys = [await store(projectId, run()), await store(projectId, exported())];
  const { ctx } = projectCtx(stores, projectId);
  const [first = 0, second = 0] = keys.map(segmentTimeMs);
  const iso = (ms: number) => new Date(ms).toISOString();
  expect(await previewReplay(ctx, { from: iso(first - 3_600_000) })).toEqual({
    segments: 2,
    events: 7,
    sizeBytes: expect.any(Number),
    keptSince: iso(first),
  });
  expect(await previewReplay(ctx, { from: iso(first - 7_200_000), to: iso(first - 3_600_000) })).toMatchObject({
    segments: 0,
  });
  expect(await previewReplay(ctx, { from: iso(second + 3_600_000) })).toMatchObject({ segments: 0, events: 0 });
  expect(await previewReplay(projectCtx(stores, newProject()).ctx, { all: true })).toMatchObject({
    segments: 0,
    keptSince: null,
  });
  for (const range of [
    {},
    { from: 'yesterday' },
    { from: iso(second), to: iso(first - 1) },
    { from: iso(first), all: true },
  ])
    await expect(previewReplay(ctx, range)).rejects.toHaveProperty('issues');
  expect((await listReplays(ctx, {})).rows).toEqual([]);
});

test('one replay at a time; members may not ask for one, and others do not see it', async () => {
  const projectId = newProject();
  await store(projectId, run());
  const { ctx } = projectCtx(stores, projectId);
  const { id } = await replay(ctx, { all: true });
  await expect(replay(ctx, { all: true })).rejects.toMatchObject({ code: 'conflict' });
  const member = projectCtx(stores, projectId, 'MEMBER').ctx;
  await expect(replay(member, { all: true })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(previewReplay(member, { all: true })).rejects.toMatchObject({ code: 'forbidden' });
  expect((await listReplays(member, {})).rows).toMatchObject([{ id, left: 1, requestedBy: 'u@example.com' }]);
  await expect(getReplay(projectCtx(stores, newProject()).ctx, { replayId: id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await work(id);
  expect((await listReplays(ctx, {})).rows).toMatchObject([{ id, left: 0 }]);
  expect(await replay(ctx, { all: true })).toMatchObject({ left: 1 });
});

test('a replay of nothing is done at once', async () => {
  const { ctx } = projectCtx(stores, newProject());
  expect(await replay(ctx, { all: true })).toMatchObject({ segments: 0, left: 0, finishedAt: expect.any(String) });
});

test('a replay whose worker was killed is found again and goes on; what it still needs is not expired meanwhile', async () => {
  const projectId = newProject();
  const keys = [await store(projectId, run()), await store(projectId, exported()), await store(projectId, run())];
  const { ctx } = projectCtx(stores, projectId);
  const { id } = await replay(ctx, { all: true });
  await processSegment(processing(), keys[0] ?? '');
  expect(await getReplay(ctx, { replayId: id })).toMatchObject({ left: 2, finishedAt: null });
  const expired = (await findExpired(stores.engines.db, { olderThanMs: -1000, limit: 10_000 })).map(({ key }) => key);
  expect(keys.map((key) => expired.includes(key))).toEqual([true, false, false]);
  expect(await findIdleReplays(stores.engines.db, 60_000)).not.toContain(id);
  expect(await findIdleReplays(stores.engines.db, -1000)).toContain(id);
  await work(id);
  expect(await getReplay(ctx, { replayId: id })).toMatchObject({ left: 0, finishedAt: expect.any(String) });
});

test('a segment whose file is gone is told of, keeps what was read of it before, and holds up no other', async () => {
  const projectId = newProject();
  const keys = [await store(projectId, run()), await store(projectId, exported())];
  const { ctx } = projectCtx(stores, projectId);
  const [state, { balance }] = [await stateOf(projectId), await ingestionStatus(ctx, {})];
  await stores.engines.blob.delete(keys[0] ?? '');
  const { id } = await replay(ctx, { all: true });
  await work(id);
  expect(await getReplay(ctx, { replayId: id })).toMatchObject({
    left: 0,
    failed: 1,
    lastError: expect.stringContaining('gone'),
  });
  expect(withoutOrigin(await stateOf(projectId))).toEqual(withoutOrigin(state));
  expect((await ingestionStatus(ctx, {})).balance).toEqual(balance);
});

test('with its project the record of replays is erased', async () => {
  const projectId = newProject();
  await store(projectId, run());
  const { ctx } = projectCtx(stores, projectId);
  await replay(ctx, { all: true });
  await eraseProject(stores.engines, { projectId: ctx.projectId, db: stores.engines.db });
  expect((await listReplays(ctx, {})).rows).toEqual([]);
});
