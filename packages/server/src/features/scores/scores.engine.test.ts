import { randomUUID } from 'node:crypto';
import { ScoreId, TraceId } from '@tidemark/contract/ids';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ScoreRecord } from '#domain/telemetry';
import type { ProjectCtx } from '#kernel/ctx';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { everything } from '#platform/clickhouse/project-scope';
import { sql } from '#platform/clickhouse/sql';
import { eraseProject } from './erase-project.ts';
import { getScore } from './get-score.ts';
import { listScores } from './list-scores.ts';
import { scoresForTrace } from './scores-for-trace.ts';
import { countScores } from './store/find-scores.sql.ts';
import { scoredSql } from './store/scored.sql.ts';
import { writeScores } from './write-scores.ts';

const NOW_US = Date.UTC(2026, 10, 20, 9) * 1000;
const DAY_US = 86_400_000_000;

let stores: TestEngines;
let batches: BatchWriter;
let ctx: ProjectCtx;

beforeAll(async () => {
  stores = await testEngines();
  const { ch, clock } = stores.engines;
  batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  const people = testPeople(stores.engines);
  const { owner, projectId } = await people.newOrganization();
  ctx = await people.project(owner, projectId);
});
beforeEach(() => {
  ctx = { ...ctx, projectId: randomUUID() as ProjectCtx['projectId'] };
});
afterAll(async () => {
  await batches?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

const score = (own: Partial<ScoreRecord> & { id: string }): ScoreRecord => ({
  projectId: ctx.projectId,
  timestampUs: NOW_US,
  traceId: 'trace-1',
  observationId: '',
  sessionId: '',
  datasetRunId: '',
  name: 'quality',
  dataType: 'NUMERIC',
  source: 'API',
  value: 0.5,
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
  rowVersion: own.timestampUs ?? NOW_US,
  ...own,
});
const write = (...scores: ScoreRecord[]) => writeScores({ batches }, scores);
const idsOfTrace = async (id: string) => (await scoresForTrace(ctx, { traceId: TraceId.parse(id) })).map((s) => s.id);
const listed = async (input: Parameters<typeof listScores>[1]) =>
  (await listScores(ctx, input)).rows.map((row) => row.id);
const count = () => countScores(ctx.ch, { scope: everything(ctx.projectId), where: sql`1` }, 'ui');

describe('a score that is sent again under its id', () => {
  test('replaces the first one everywhere, also with another month, name and trace', async () => {
    await write(score({ id: 'a', timestampUs: NOW_US - 60 * DAY_US, comment: 'first' }));
    await write(score({ id: 'a', timestampUs: NOW_US, name: 'safety', traceId: 'trace-2', value: 1 }));
    expect(await idsOfTrace('trace-1')).toEqual([]);
    expect(await idsOfTrace('trace-2')).toEqual(['a']);
    expect(await getScore(ctx, { scoreId: ScoreId.parse('a') })).toMatchObject({
      name: 'safety',
      value: 1,
      comment: null,
    });
    expect(await listed({})).toEqual(['a']);
    expect(await listed({ to: new Date((NOW_US - DAY_US) / 1000).toISOString() })).toEqual([]);
    expect(await count()).toBe(1);
  });

  test('does not come back when an older version arrives last', async () => {
    await write(score({ id: 'a', timestampUs: NOW_US, value: 2 }));
    await write(score({ id: 'a', timestampUs: NOW_US - DAY_US, value: 1, traceId: 'trace-0' }));
    expect((await getScore(ctx, { scoreId: ScoreId.parse('a') })).value).toBe(2);
    expect(await idsOfTrace('trace-0')).toEqual([]);
  });

  test('counts once when it comes many times in one batch', async () => {
    await write(...Array.from({ length: 20 }, (_, n) => score({ id: 'a', timestampUs: NOW_US + n, value: n })));
    expect(await count()).toBe(1);
    expect((await getScore(ctx, { scoreId: ScoreId.parse('a') })).value).toBe(19);
  });
});

describe('lists', () => {
  test('a cursor goes through scores of one time without losing or repeating any', async () => {
    const ids = Array.from({ length: 25 }, (_, n) => `s${String(n).padStart(2, '0')}`);
    await write(...ids.map((id, n) => score({ id, timestampUs: NOW_US + (n % 2) })));
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listScores(ctx, { limit: 7, cursor });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(25);
    expect([...seen].sort()).toEqual(ids);
  });

  test('sorts by value, texts last, and pages by it', async () => {
    await write(
      score({ id: 'low', value: 0.1 }),
      score({ id: 'high', value: 0.9 }),
      score({ id: 'text', value: null, stringValue: 'fine', dataType: 'TEXT' }),
    );
    const order = { column: 'value', direction: 'desc' } as const;
    const first = await listScores(ctx, { order, limit: 2 });
    expect(first.rows.map((row) => row.id)).toEqual(['high', 'low']);
    expect(await listed({ order, limit: 2, cursor: first.nextCursor })).toEqual(['text']);
    await expect(listScores(ctx, { order: { column: 'comment', direction: 'asc' } })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test.each([
    [{ column: 'name', op: '=', value: 'tone' }, ['b']],
    [{ column: 'value', op: '>=', value: 0.5 }, ['a', 'c']],
    [{ column: 'stringValue', op: 'any of', value: ['kind', 'rude'] }, ['b']],
    [{ column: 'metadata', key: 'region', op: '=', value: 'eu' }, ['c']],
    [{ not: { column: 'source', op: '=', value: 'API' } }, ['c']],
    [{ column: 'comment', op: 'contains', value: 'WHY' }, ['a']],
  ] as const)('filters by %j', async (filter, expected) => {
    await write(
      score({ id: 'a', comment: 'this is why' }),
      score({ id: 'b', name: 'tone', dataType: 'CATEGORICAL', value: null, stringValue: 'kind' }),
      score({ id: 'c', source: 'EVAL', metadata: { region: 'eu' } }),
    );
    expect((await listed({ filter: filter as never })).sort()).toEqual(expected);
  });

  test('of environments, search and time', async () => {
    await write(
      score({ id: 'a', environment: 'prod' }),
      score({ id: 'b', timestampUs: NOW_US - DAY_US, name: 'speed' }),
    );
    expect(await listed({ environments: ['prod'] })).toEqual(['a']);
    expect(await listed({ search: 'SPEE' })).toEqual(['b']);
    expect(await listed({ from: new Date(NOW_US / 1000).toISOString() })).toEqual(['a']);
  });
});

describe('one score', () => {
  test('of another project does not exist', async () => {
    await write(score({ id: 'a', projectId: randomUUID() }));
    await expect(getScore(ctx, { scoreId: ScoreId.parse('a') })).rejects.toMatchObject({ code: 'not_found' });
    expect(await idsOfTrace('trace-1')).toEqual([]);
  });

  test('among traces, scores of sessions and corrections do not exist', async () => {
    await write(
      score({ id: 'session', traceId: '', sessionId: 's' }),
      score({ id: 'correction', dataType: 'CORRECTION', value: null, stringValue: 'better' }),
      score({ id: 'flag', dataType: 'BOOLEAN', value: 1, stringValue: 'True' }),
    );
    const get = (id: string, among: 'all' | 'traces') => getScore(ctx, { scoreId: ScoreId.parse(id), among });
    await expect(get('session', 'traces')).rejects.toMatchObject({ code: 'not_found' });
    await expect(get('correction', 'traces')).rejects.toMatchObject({ code: 'not_found' });
    expect(await get('session', 'all')).toMatchObject({ traceId: null, sessionId: 's', value: 0.5 });
    expect(await get('correction', 'all')).toMatchObject({ value: 0, stringValue: 'better' });
    expect(await get('flag', 'traces')).toMatchObject({ value: 1, stringValue: 'True' });
  });
});

test('filters by scores take the average of a name, and labels', async () => {
  await write(
    score({ id: 'a', traceId: 't1', value: 0.2 }),
    score({ id: 'b', traceId: 't1', value: 0.8 }),
    score({ id: 'c', traceId: 't2', value: 1 }),
    score({ id: 'd', traceId: 't3', name: 'tone', dataType: 'CATEGORICAL', value: null, stringValue: 'kind' }),
  );
  const traces = async (condition: Parameters<typeof scoredSql>[1]) => {
    const scored = scoredSql({ projectId: ctx.projectId, kind: 'trace', id: sql`id` }, condition);
    const rows = await ctx.ch.query({
      sql: sql`SELECT id FROM (SELECT arrayJoin(['t1', 't2', 't3']) AS id) WHERE ${scored} ORDER BY id`,
      schema: z.object({ id: z.string() }),
      class: 'ui',
      who: 'test',
    });
    return rows.map(({ id }) => id);
  };
  const column = 'scores';
  expect(await traces({ column, key: 'quality', op: '=', value: 0.5 })).toEqual(['t1']);
  expect(await traces({ column, key: 'quality', op: '>', value: 0.4 })).toEqual(['t1', 't2']);
  expect(await traces({ column, key: 'quality', op: 'is null' })).toEqual(['t3']);
  expect(await traces({ column, key: 'tone', op: 'any of', value: ['kind'] })).toEqual(['t3']);
  expect(await traces({ column, key: 'tone', op: '!=', value: 'kind' })).toEqual(['t1', 't2']);
});

test('a project is forgotten, another is not', async () => {
  const other = randomUUID();
  await write(score({ id: 'a' }), score({ id: 'b', projectId: other }));
  await eraseProject(stores.engines, { projectId: ctx.projectId, db: stores.engines.db });
  expect(await count()).toBe(0);
  expect(await countScores(ctx.ch, { scope: everything(other), where: sql`1` }, 'ui')).toBe(1);
});

interface Sending {
  id: string;
  atUs: number;
  value: number;
  name: string;
}

const sendings = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    atUs: fc.integer({ min: 0, max: 6 }).map((n) => NOW_US - n * DAY_US),
    value: fc.integer({ min: 0, max: 2 }),
    name: fc.constantFrom('quality', 'tone'),
  }),
  { minLength: 1, maxLength: 24 },
);

test('whatever is sent again in whatever order, pages show the newest of each score once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(sendings, async (sent: Sending[]) => {
      ctx = { ...ctx, projectId: randomUUID() as ProjectCtx['projectId'] };
      const records = sent.map(({ id, atUs, value, name }, n) =>
        score({ id, timestampUs: atUs, value, name, rowVersion: (n * 7) % 25 }),
      );
      for (const record of records) await write(record);
      const newest = new Map<string, ScoreRecord>();
      for (const record of records)
        if (record.rowVersion >= (newest.get(record.id)?.rowVersion ?? 0)) newest.set(record.id, record);
      for (const column of ['timestamp', 'value'] as const)
        for (const filter of [null, { column: 'name', op: '=', value: 'tone' } as const]) {
          const expected = [...newest.values()]
            .filter(({ name }) => filter === null || name === filter.value)
            .sort((a, b) => compare(column === 'value' ? [a.value, b.value] : [0, 0], a, b))
            .map(({ id }) => id);
          expect(await allPages({ filter, order: { column, direction: 'desc' }, limit: 2 })).toEqual(expected);
        }
    }),
    { numRuns: 8 },
  );
}, 90_000);

/** Descending by the values, then time, then id. */
function compare([a, b]: (number | null)[], one: ScoreRecord, other: ScoreRecord): number {
  return (b ?? 0) - (a ?? 0) || other.timestampUs - one.timestampUs || (other.id < one.id ? -1 : 1);
}

async function allPages(input: Parameters<typeof listScores>[1]): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listScores>> = await listScores(ctx, { ...input, cursor });
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return seen;
}
