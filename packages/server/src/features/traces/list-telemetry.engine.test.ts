import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import { OPERATORS } from '@tidemark/contract/filter';
import type { ColumnKind, Condition, Filter } from '@tidemark/contract/filter';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceChange } from '#domain/merge/change';
import type { ObservationRecord } from '#domain/telemetry';
import type { ProjectCtx } from '#kernel/ctx';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { countObservations } from './count-observations.ts';
import { countTraces } from './count-traces.ts';
import { hasAnyTraces } from './has-any-traces.ts';
import { listFilterValues } from './list-filter-values.ts';
import { listObservations } from './list-observations.ts';
import { listTraces } from './list-traces.ts';
import { searchTrace } from './search-trace.ts';
import { testProject } from './testing-project.ts';
import { observationRecord, traceCreated, unpriced } from './testing-records.ts';
import { traceSkeleton } from './trace-skeleton.ts';
import { writeEvents } from './write-events.ts';

const HOUR_US = 3_600_000_000;
const NOON_US = Date.UTC(2026, 10, 19, 12) * 1000;
const TRACES = 40;

let engines: TestEngines;
let ctx: ProjectCtx;
let records: ObservationRecord[];
let changes: TraceChange[];

/** Traces over three days, each with three steps; every second step was written twice, the first time differently. */
beforeAll(async () => {
  engines = await testEngines();
  const projectId = randomUUID();
  ctx = testProject(engines.engines, projectId);
  changes = Array.from({ length: TRACES }, (_, n) => traceNumber(projectId, n));
  records = changes.flatMap((change, n) => [0, 1, 2].map((step) => stepNumber(change, n, step)));
  const earlier = records
    .filter((_, n) => n % 2 === 0)
    .map((record) => ({ ...record, level: 'ERROR' as const, name: 'old', rowVersion: 1 }));
  const { ch, clock } = engines.engines;
  await using batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  const write = (observations: ObservationRecord[], traceChanges: TraceChange[]) =>
    writeEvents({ ch, batches }, { projectId, observations, observationChanges: [], traceChanges, enrich: unpriced });
  await write(earlier, changes);
  await write(records, []);
}, 60_000);
afterAll(() => engines?.[Symbol.asyncDispose]());

function traceNumber(projectId: string, n: number): TraceChange {
  return traceCreated({
    projectId,
    id: `trace-${n}`,
    atUs: NOON_US - n * 2 * HOUR_US,
    set: {
      name: ['chat', 'agent'][n % 2]!,
      userId: `user-${n % 5}`,
      sessionId: n % 4 === 0 ? '' : `session-${n % 3}`,
      input: `question ${n}`,
    },
    tags: [`tag-${n % 3}`, 'all'],
    environment: n % 7 === 0 ? 'staging' : 'production',
  });
}

function stepNumber(change: TraceChange, n: number, step: number): ObservationRecord {
  const startUs = NOON_US - n * 2 * HOUR_US + step * 1_000_001;
  return observationRecord({
    projectId: change.projectId,
    traceId: change.entityId,
    id: `step-${n}-${step}`,
    parentId: step === 0 ? '' : `step-${n}-0`,
    startUs,
    endUs: step === 2 && n % 9 === 0 ? null : startUs + (step + 1) * 500_000 * (1 + (n % 3)),
    type: step === 1 ? 'GENERATION' : 'SPAN',
    name: `step ${step}`,
    level: n % 6 === 0 && step === 2 ? 'ERROR' : 'DEFAULT',
    environment: n % 7 === 0 ? 'staging' : 'production',
    model: step === 1 ? `model-${n % 2}` : '',
    usage: step === 1 ? { input: 10 * n, output: n, total: 11 * n } : {},
    cost: step === 1 ? { total: `0.00${n % 10}` } : {},
    output: `the answer of ${n} is Zürich number${n}`,
    metadata: { region: ['eu', 'us'][n % 2]!, nested: JSON.stringify({ user: { tier: n % 4 } }) },
    traceName: '',
    rowVersion: 2,
  });
}

async function observationIds(input: Parameters<typeof listObservations>[1]): Promise<string[]> {
  return (await pages((cursor) => listObservations(ctx, { limit: 17, ...input, cursor }))).map(({ id }) => id);
}

async function traceIds(input: Parameters<typeof listTraces>[1]): Promise<string[]> {
  return (await pages((cursor) => listTraces(ctx, { limit: 7, ...input, cursor }))).map(({ id }) => id);
}

async function pages<Row>(next: (cursor: string | null) => Promise<{ rows: Row[]; nextCursor: string | null }>) {
  const rows: Row[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await next(cursor);
    rows.push(...page.rows);
    if (page.nextCursor === null) return rows;
    cursor = page.nextCursor;
  }
}

const newestFirst = () => records.toSorted((a, b) => b.startUs - a.startUs);
const numberOf = (record: ObservationRecord) => Number(record.traceId.split('-')[1]);

test('paging gives every observation once, newest first, whatever the store has merged', async () => {
  expect(await observationIds({})).toEqual(newestFirst().map(({ id }) => id));
  expect(await countObservations(ctx, {})).toEqual({ count: records.length });
});

const CASES: [string, Filter, (record: ObservationRecord) => boolean][] = [
  ['own text', { column: 'name', op: '=', value: 'step 1' }, (r) => r.name === 'step 1'],
  ['an older version does not count', { column: 'name', op: '=', value: 'old' }, () => false],
  ['enum', { column: 'level', op: 'any of', value: ['ERROR', 'WARNING'] }, (r) => r.level === 'ERROR'],
  ['not', { not: { column: 'type', op: '=', value: 'SPAN' } }, (r) => r.type !== 'SPAN'],
  ['number', { column: 'totalTokens', op: '>', value: 100 }, (r) => (r.usage['total'] ?? 0) > 100],
  ['latency', { column: 'latency', op: '>=', value: 1.5 }, (r) => r.endUs !== null && r.endUs - r.startUs >= 1_500_000],
  ['no latency', { column: 'latency', op: 'is null' }, (r) => r.endUs === null],
  ['metadata', { column: 'metadata', key: 'region', op: '=', value: 'eu' }, (r) => r.metadata['region'] === 'eu'],
  ['nested metadata', { column: 'metadata', key: 'nested.user.tier', op: '>=', value: 2 }, (r) => numberOf(r) % 4 >= 2],
  ['missing metadata', { column: 'metadata', key: 'none', op: 'is null' }, () => true],
  ['words of a payload', { column: 'output', op: 'matches', value: 'NUMBER7 answer' }, (r) => numberOf(r) === 7],
  ['part of a payload', { column: 'output', op: 'contains', value: 'of 3 is züRICH' }, (r) => numberOf(r) === 3],
  ['user of the trace', { column: 'userId', op: '=', value: 'user-3' }, (r) => numberOf(r) % 5 === 3],
  [
    'not the user of the trace',
    { column: 'userId', op: 'none of', value: ['user-3', 'user-4'] },
    (r) => numberOf(r) % 5 < 3,
  ],
  ['no session', { column: 'sessionId', op: 'is null' }, (r) => numberOf(r) % 4 === 0],
  ['tags of the trace', { column: 'tags', op: 'all of', value: ['all', 'tag-1'] }, (r) => numberOf(r) % 3 === 1],
  [
    'time',
    { column: 'startTime', op: '<', value: '2026-11-18T00:00:00Z' },
    (r) => r.startUs < Date.UTC(2026, 10, 18) * 1000,
  ],
  [
    'nested groups',
    {
      or: [
        { column: 'level', op: '=', value: 'ERROR' },
        {
          and: [
            { column: 'isRoot', op: '=', value: true },
            { column: 'environment', op: '=', value: 'staging' },
          ],
        },
      ],
    },
    (r) => r.level === 'ERROR' || (r.isRoot && r.environment === 'staging'),
  ],
];

test.each(CASES)('observations are filtered by %s', async (_name, filter, fits) => {
  const expected = newestFirst().filter(fits);
  expect(await observationIds({ filter })).toEqual(expected.map(({ id }) => id));
  expect(await countObservations(ctx, { filter })).toEqual({ count: expected.length });
});

test('every order pages through the same rows, without one twice or left out', async () => {
  const columns = ['name', 'latency', 'timeToFirstToken', 'inputTokens', 'totalTokens', 'totalCost', 'startTime'];
  for (const column of columns) {
    for (const direction of ['asc', 'desc'] as const) {
      const ids = await observationIds({ order: { column, direction } });
      expect(ids.toSorted()).toEqual(records.map(({ id }) => id).toSorted());
    }
  }
});

test('traces are filtered and sorted by what is computed of their steps', async () => {
  const withError = changes.filter((_, n) => n % 6 === 0).map(({ entityId }) => entityId);
  expect(await traceIds({ filter: { column: 'level', op: '=', value: 'ERROR' } })).toEqual(withError);
  expect(await traceIds({ filter: { column: 'errorCount', op: '=', value: 0 } })).toHaveLength(
    TRACES - withError.length,
  );
  expect(await traceIds({ filter: { column: 'totalTokens', op: '>', value: 330 } })).toEqual(
    changes.slice(31).map(({ entityId }) => entityId),
  );
  const byTokens = await traceIds({ order: { column: 'totalTokens', direction: 'desc' } });
  expect(byTokens).toEqual(changes.map(({ entityId }) => entityId).toReversed());
  const { rows } = await listTraces(ctx, { limit: 1 });
  expect(rows[0]).toMatchObject({
    id: 'trace-0',
    observationCount: 3,
    errorCount: 1,
    level: 'ERROR',
    input: 'question 0',
    latency: 2.000_002,
  });
});

test('a trace without steps has nothing to sum, and is found by that', async () => {
  const own = testProject(engines.engines, randomUUID());
  expect(await hasAnyTraces(own, {})).toEqual({ hasAny: false });
  const { ch, clock } = engines.engines;
  await using batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  await writeEvents(
    { ch, batches },
    {
      projectId: own.projectId,
      observations: [],
      observationChanges: [],
      traceChanges: [traceNumber(own.projectId, 1)],
      enrich: unpriced,
    },
  );
  expect(await hasAnyTraces(own, {})).toEqual({ hasAny: true });
  const found = (filter: Filter) => countTraces(own, { filter });
  expect(await found({ column: 'observationCount', op: '=', value: 0 })).toEqual({ count: 1 });
  expect(await found({ column: 'level', op: '=', value: 'DEFAULT' })).toEqual({ count: 1 });
  expect(await found({ column: 'totalCost', op: '>', value: 0 })).toEqual({ count: 0 });
  expect(await found({ column: 'latency', op: '>=', value: 0 })).toEqual({ count: 0 });
  expect((await listTraces(own, { order: { column: 'latency', direction: 'desc' } })).rows).toMatchObject([
    { latency: null, totalCostText: '0' },
  ]);
});

test('a time range has its start and not its end', async () => {
  const range = { from: '2026-11-19T08:00:00Z', to: '2026-11-19T12:00:00Z' };
  expect(await traceIds(range)).toEqual(['trace-1', 'trace-2']);
});

test('text is looked for in names, ids and payloads', async () => {
  expect(await traceIds({ search: 'number7' })).toEqual(['trace-7']);
  expect(await traceIds({ search: 'trace-12' })).toContain('trace-12');
  expect(await traceIds({ search: 'AGENT' })).toHaveLength(TRACES / 2);
  expect(await observationIds({ search: 'step-4-1' })).toEqual(['step-4-1']);
});

test('no row of another project is ever shown', async () => {
  const other = testProject(engines.engines, randomUUID());
  expect((await listTraces(other, {})).rows).toEqual([]);
  expect((await listObservations(other, { filter: { not: { column: 'userId', op: '=', value: 'x' } } })).rows).toEqual(
    [],
  );
  expect((await traceSkeleton(other, { traceId: 'trace-1' })).steps).toEqual([]);
});

test('the skeleton comes in windows that join without a gap', async () => {
  const whole = await traceSkeleton(ctx, { traceId: 'trace-6' });
  expect(whole.steps.map(({ id, parentId, level }) => [id, parentId, level])).toEqual([
    ['step-6-0', '', 'DEFAULT'],
    ['step-6-1', 'step-6-0', 'DEFAULT'],
    ['step-6-2', 'step-6-0', 'ERROR'],
  ]);
  const windows = await pages(async (cursor) => {
    const page = await traceSkeleton(ctx, { traceId: 'trace-6', limit: 1, cursor });
    return { rows: page.steps, nextCursor: page.nextCursor };
  });
  expect(windows).toEqual(whole.steps);
});

test('searching a trace says which steps match, and where', async () => {
  expect(await searchTrace(ctx, { traceId: 'trace-6', text: 'zürich' })).toEqual({
    matches: ['step-6-0', 'step-6-1', 'step-6-2'].map((id) => ({ id, places: ['output'] })),
    isComplete: true,
  });
  expect((await searchTrace(ctx, { traceId: 'trace-6', text: 'step 1' })).matches).toEqual([
    { id: 'step-6-1', places: ['name'] },
  ]);
});

test('filter values are the frequent ones of what the list shows', async () => {
  const day = { from: '2026-11-16T00:00:00Z' };
  const models = await listFilterValues(ctx, { ...day, list: 'observations', column: 'model' });
  expect(models.values).toEqual([
    { value: 'model-0', count: 20 },
    { value: 'model-1', count: 20 },
  ]);
  const tags = await listFilterValues(ctx, { ...day, list: 'traces', column: 'tags', text: 'TAG-' });
  expect(tags.values.map(({ value }) => value).toSorted()).toEqual(['tag-0', 'tag-1', 'tag-2']);
  await expect(listFilterValues(ctx, { list: 'traces', column: 'input' })).rejects.toMatchObject({ code: 'invalid' });
});

const VALUES: Record<ColumnKind, Condition['value']> = {
  string: 'x',
  text: 'x',
  enum: 'x',
  number: 1,
  datetime: '2026-11-19T00:00:00Z',
  boolean: true,
  tags: ['x'],
  metadata: '1',
  scores: 1,
};

/** All operators of a column in one filter. */
function everyOperator(column: string, kind: ColumnKind): Filter {
  const key = kind === 'metadata' || kind === 'scores' ? { key: 'nested.user' } : {};
  return {
    or: OPERATORS[kind].map((op) => {
      const isList = op === 'any of' || op === 'none of' || op === 'all of';
      return { column, op, value: isList ? ['x'] : VALUES[kind], ...key };
    }),
  };
}

test('the engine understands every operator of every column', async () => {
  for (const [column, { kind }] of Object.entries(TRACE_COLUMNS)) {
    const { count } = await countTraces(ctx, { filter: everyOperator(column, kind) });
    expect(count).toBeLessThanOrEqual(TRACES);
  }
  for (const [column, { kind }] of Object.entries(OBSERVATION_COLUMNS)) {
    const { count } = await countObservations(ctx, { filter: everyOperator(column, kind) });
    expect(count).toBeLessThanOrEqual(records.length);
  }
});

test('what cannot be asked is refused by name', async () => {
  const refused = (filter: Filter) => expect(listTraces(ctx, { filter })).rejects.toMatchObject({ code: 'invalid' });
  await refused({ column: 'nope', op: '=', value: 'x' });
  await refused({ column: 'constructor', op: '=', value: 'x' });
  await refused({ column: 'timestamp', op: '>', value: 'yesterday' });
  await refused({ column: 'totalCost', op: '>', value: 'much' });
  await refused({ column: 'tags', op: '=', value: 'x' });
  await refused({ column: 'metadata', op: '=', value: 'x' });
  await expect(listTraces(ctx, { cursor: 'garbage' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(listTraces(ctx, { cursor: Buffer.from('{"t":1}').toString('base64url') })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(listTraces(ctx, { order: { column: 'metadata', direction: 'asc' } })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('no text of a caller is ever read as SQL or as a pattern', async () => {
  const hostile = fc.constantFrom(
    "'",
    "\\'; DROP TABLE traces --",
    '%',
    '_',
    '\\',
    '{p1:String}',
    '\u0000',
    '🌊',
    "a'b\\c\n\t",
  );
  await fc.assert(
    fc.asyncProperty(hostile, fc.constantFrom('=', 'contains', 'starts with'), async (value, op) => {
      const filter = { column: 'name', op: op as '=', value };
      expect((await listTraces(ctx, { filter })).rows).toEqual([]);
      expect((await listTraces(ctx, { filter: { ...filter, column: 'metadata', key: value } })).rows).toEqual([]);
      expect((await listObservations(ctx, { search: value })).rows).toEqual([]);
    }),
    { numRuns: 20, seed: 3 },
  );
});
