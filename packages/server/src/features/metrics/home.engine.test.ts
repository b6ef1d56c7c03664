import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeEvents } from '#features/traces';
import type { TraceChange } from '#domain/merge/change';
import type { ObservationRecord } from '#domain/telemetry';
import type { ProjectCtx } from '#kernel/ctx';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { home } from './home.ts';

const HOUR_US = 3_600_000_000;
const NINE_US = Date.UTC(2026, 10, 20, 9) * 1000;
const DAY = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

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

interface Trace {
  id: string;
  atUs?: number;
  name?: string;
  user?: string;
  environment?: string;
}

function trace({ id, atUs = NINE_US, name = 'chat', user = '', environment = 'prod' }: Trace): TraceChange {
  const write = { atUs, rank: 1 as const, kind: 'create' as const, by: id };
  return {
    projectId: ctx.projectId,
    entityId: id,
    changeId: id,
    ingestedUs: atUs,
    writes: [{ ...write, set: { name, userId: user }, first: { timestampUs: atUs, environment } }],
  };
}

interface Step {
  id?: string;
  trace: string;
  atUs?: number;
  seconds?: number;
  level?: ObservationRecord['level'];
  model?: string;
  cost?: string;
  tokens?: [input: number, output: number];
  environment?: string;
  rowVersion?: number;
}

function step(own: Step): ObservationRecord {
  const [input, output] = own.tokens ?? [0, 0];
  const startUs = own.atUs ?? NINE_US;
  const usage = { input, output, total: input + output };
  const cost = { total: own.cost ?? '0' };
  return {
    projectId: ctx.projectId,
    traceId: own.trace,
    id: own.id ?? randomUUID(),
    parentId: '',
    isRoot: false,
    type: 'GENERATION',
    name: 'step',
    startUs,
    endUs: startUs + (own.seconds ?? 1) * 1_000_000,
    completionStartUs: null,
    level: own.level ?? 'DEFAULT',
    statusMessage: '',
    traceName: '',
    userId: '',
    sessionId: '',
    tags: [],
    release: '',
    environment: own.environment ?? 'prod',
    version: '',
    input: null,
    output: null,
    metadata: {},
    model: own.model ?? '',
    modelParameters: '',
    promptId: '',
    promptName: '',
    promptVersion: null,
    providedUsage: usage,
    providedCost: cost,
    usage,
    cost,
    costLines: [],
    modelId: '',
    pricingTier: '',
    toolDefinitions: {},
    toolCalls: [],
    toolCallNames: [],
    source: 'otel',
    scopeName: '',
    sdkName: '',
    sdkVersion: '',
    apiKeyId: 'key',
    mappedFrom: {},
    flags: [],
    ingestedUs: startUs,
    rowVersion: own.rowVersion ?? 1,
  };
}

function store(traces: Trace[], steps: Step[]) {
  return writeEvents(
    { ch: stores.engines.ch, batches },
    {
      projectId: ctx.projectId,
      observations: steps.map(step),
      observationChanges: [],
      traceChanges: traces.map(trace),
      enrich: async () => [],
    },
  );
}

const barsWith = (view: Awaited<ReturnType<typeof home>>) =>
  view.buckets.filter(({ traces, observations }) => traces + observations > 0);

test('a project without traces has empty bars over the whole range and no figures', async () => {
  const view = await home(ctx, DAY);
  expect(view.totals).toMatchObject({ traces: 0, observations: 0, users: null, cost: 0, latencyP50: null });
  expect(view.buckets).toHaveLength(48);
  expect(view.buckets[0]).toMatchObject({ start: Date.parse(DAY.from), traces: 0, latencyP95: null });
  expect(view).toMatchObject({ bucketMs: 1_800_000, models: [], traces: [], environments: [] });
  expect((await home(ctx, {})).totals.traces).toBe(0);
});

test('counts traces, steps, errors, users, tokens and cost, exactly and once', async () => {
  await store(
    [
      { id: 'a', user: 'ann' },
      { id: 'b', user: 'ann' },
      { id: 'c', user: 'bob' },
    ],
    [
      { trace: 'a', cost: '0.1', tokens: [10, 5] },
      { trace: 'a', cost: '0.2', tokens: [1, 2], level: 'ERROR' },
      { trace: 'b', seconds: 3 },
      { trace: 'c', seconds: 2 },
    ],
  );
  const { totals } = await home(ctx, DAY);
  expect(totals).toEqual({
    traces: 3,
    observations: 4,
    errors: 1,
    users: 2,
    cost: 0.3,
    inputTokens: 11,
    outputTokens: 7,
    latencyP50: expect.closeTo(2, 5),
    latencyP95: expect.closeTo(3, 0),
  });
});

test('a step that was written again counts by its newest version only', async () => {
  await store([{ id: 'a' }], [{ id: 's', trace: 'a', cost: '1', rowVersion: 1 }]);
  await store([{ id: 'a' }], [{ id: 's', trace: 'a', cost: '4', level: 'ERROR', rowVersion: 2 }]);
  expect((await home(ctx, DAY)).totals).toMatchObject({ traces: 1, observations: 1, errors: 1, cost: 4 });
});

test('a trace counts when it began, its steps when they began, and its latency covers all of them', async () => {
  await store(
    [{ id: 'long' }],
    [
      { trace: 'long', cost: '1' },
      { trace: 'long', atUs: NINE_US + 20 * HOUR_US, seconds: 60, cost: '2' },
    ],
  );
  const view = await home(ctx, DAY);
  expect(view.totals).toMatchObject({ traces: 1, observations: 1, cost: 1, latencyP50: 20 * 3600 + 60 });
  const next = await home(ctx, { from: DAY.to, to: '2026-11-22T00:00:00Z' });
  expect(next.totals).toMatchObject({ traces: 0, observations: 1, cost: 2, latencyP50: null });
});

test('the range includes its beginning and excludes its end, and bars add up to the totals', async () => {
  const fromUs = Date.parse(DAY.from) * 1000;
  await store(
    [
      { id: 'first', atUs: fromUs },
      { id: 'later', atUs: fromUs + 25 * 60_000_000 },
      { id: 'outside', atUs: fromUs + 24 * HOUR_US },
    ],
    [
      { trace: 'first', atUs: fromUs, cost: '1' },
      { trace: 'later', atUs: fromUs + 45 * 60_000_000, level: 'ERROR', cost: '2' },
    ],
  );
  const view = await home(ctx, DAY);
  expect(view.totals).toMatchObject({ traces: 2, observations: 2, cost: 3 });
  expect(barsWith(view)).toEqual([
    expect.objectContaining({ start: fromUs / 1000, traces: 2, observations: 1, errors: 0, cost: 1 }),
    expect.objectContaining({ start: fromUs / 1000 + 1_800_000, traces: 0, observations: 1, errors: 1, cost: 2 }),
  ]);
});

test('ranks models by cost, names by how often, environments by traces', async () => {
  await store(
    [
      { id: 'a', name: 'chat' },
      { id: 'b', name: 'chat' },
      { id: 'c', name: 'batch', environment: 'test' },
      { id: 'd', name: '' },
    ],
    [
      { trace: 'a', model: 'small', cost: '0.5', tokens: [5, 5] },
      { trace: 'b', model: 'small', cost: '0.5', tokens: [5, 5], level: 'ERROR' },
      { trace: 'c', model: 'large', cost: '9', tokens: [1, 1], environment: 'test', seconds: 7 },
      { trace: 'd' },
    ],
  );
  const view = await home(ctx, DAY);
  expect(view.models).toEqual([
    { name: 'large', calls: 1, tokens: 2, cost: 9 },
    { name: 'small', calls: 2, tokens: 20, cost: 1 },
  ]);
  expect(view.traces).toEqual([
    { name: 'chat', count: 2, errors: 1, cost: 1, latencyP95: expect.closeTo(1, 5) },
    { name: 'batch', count: 1, errors: 0, cost: 9, latencyP95: expect.closeTo(7, 5) },
  ]);
  expect(view.environments).toEqual([
    { name: 'prod', traces: 3, errors: 1, cost: 1 },
    { name: 'test', traces: 1, errors: 0, cost: 9 },
  ]);
});

test('looks at the environments asked for only', async () => {
  await store(
    [{ id: 'a' }, { id: 'b', environment: 'test' }],
    [
      { trace: 'a', cost: '1' },
      { trace: 'b', cost: '2', environment: 'test' },
    ],
  );
  const { totals } = await home(ctx, { ...DAY, environments: ['test'] });
  expect(totals).toMatchObject({ traces: 1, observations: 1, cost: 2 });
});

test('an open beginning starts at the first trace, however old', async () => {
  await store([{ id: 'old', atUs: NINE_US - 400 * 24 * HOUR_US }, { id: 'new' }], []);
  const view = await home(ctx, { to: DAY.to });
  expect(view.totals.traces).toBe(2);
  expect(view.buckets[0]?.traces).toBe(1);
  expect(view.buckets.length).toBeLessThanOrEqual(60);
});

test('another project’s traces count nowhere', async () => {
  await store([{ id: 'a' }], [{ trace: 'a', cost: '1' }]);
  ctx = { ...ctx, projectId: randomUUID() as ProjectCtx['projectId'] };
  expect((await home(ctx, DAY)).totals).toMatchObject({ traces: 0, observations: 0, cost: 0 });
});

test('a range that ends before it begins is refused', async () => {
  await expect(home(ctx, { from: DAY.to, to: DAY.from })).rejects.toMatchObject({ code: 'invalid' });
});
