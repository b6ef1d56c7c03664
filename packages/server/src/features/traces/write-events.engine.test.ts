import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ObservationChange, TraceChange } from '#domain/merge/change';
import { foldObservation } from '#domain/merge/fold-observation';
import { foldTrace } from '#domain/merge/fold-trace';
import { observationChange, someEvents, traceChange } from '#domain/merge/random-events';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { isoOfMicros } from '#platform/clickhouse/micros';
import { getObservation } from './get-observation.ts';
import { getTrace } from './get-trace.ts';
import { listObservations } from './list-observations.ts';
import { listTraces } from './list-traces.ts';
import { observationRecord, traceCreated, unpriced } from './testing-records.ts';
import { testProject } from './testing-project.ts';
import { writeEvents } from './write-events.ts';
import type { TelemetryStores } from './write-events.ts';

let engines: TestEngines;
let stores: TelemetryStores & AsyncDisposable;

beforeAll(async () => {
  engines = await testEngines();
  const { ch, clock } = engines.engines;
  const batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  stores = { ch, batches, [Symbol.asyncDispose]: () => batches[Symbol.asyncDispose]() };
});
afterAll(async () => {
  await stores?.[Symbol.asyncDispose]();
  await engines?.[Symbol.asyncDispose]();
});

type Change = { observation: ObservationChange } | { trace: TraceChange };

function write(projectId: string, changes: readonly Change[]) {
  return writeEvents(stores, {
    projectId,
    observations: [],
    observationChanges: changes.flatMap((change) => ('observation' in change ? [change.observation] : [])),
    traceChanges: changes.flatMap((change) => ('trace' in change ? [change.trace] : [])),
    enrich: unpriced,
  });
}

/** Events minutes and months apart, so that rows move between sorting keys and partitions. */
const MOVES_US = [60_000_000, 40 * 86_400_000_000];
const BASE_US = Date.UTC(2026, 9, 1) * 1000;

function spread<C extends ObservationChange | TraceChange>(change: C, projectId: string, stepUs: number): C {
  const at = (us: number) => BASE_US + us * stepUs;
  const writes = change.writes.map((one) => ({
    ...one,
    atUs: at(one.atUs),
    ...(one.first ? { first: mapTimes(one.first, at) } : {}),
    ...(one.set ? { set: mapTimes(one.set, at) } : {}),
  }));
  return { ...change, projectId, ingestedUs: at(change.ingestedUs), writes } as C;
}

function mapTimes(fields: object, at: (us: number) => number): object {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]: [string, unknown]) => [
      key,
      key.endsWith('Us') && typeof value === 'number' ? at(value) : value,
    ]),
  );
}

/** The changes in another order, some twice, cut into parts, two of which are written at the same time. */
function deliveries(changes: readonly Change[]) {
  return fc
    .tuple(
      fc.shuffledSubarray([...changes, ...changes]),
      fc.shuffledSubarray([...changes], { minLength: changes.length }),
      fc.integer({ min: 1, max: 4 }),
    )
    .map(([again, all, size]) => {
      const items = [...again, ...all];
      return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
    });
}

const history = fc
  .record({ steps: someEvents(), traces: someEvents(), stepUs: fc.constantFrom(...MOVES_US) })
  .chain(({ steps, traces, stepUs }) => {
    const changes: Change[] = [
      ...steps.map((event) => ({ observation: spread(observationChange(event), '', stepUs) })),
      ...traces.map((event) => ({ trace: spread(traceChange({ ...event, id: `t${event.id}` }), '', stepUs) })),
    ].map((change): Change =>
      'trace' in change ? { trace: { ...change.trace, entityId: 't1' } } : { observation: change.observation },
    );
    return fc.tuple(fc.constant(changes), deliveries(changes));
  });

test('whatever the order, repetition and grouping of events, what is read is the fold of them all', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ([plain, parts]) => {
      const projectId = randomUUID();
      const own = (change: Change): Change =>
        'trace' in change
          ? { trace: { ...change.trace, projectId } }
          : { observation: { ...change.observation, projectId } };
      for (let n = 0; n < parts.length; n += 2) {
        await Promise.all(parts.slice(n, n + 2).map((part) => write(projectId, part.map(own))));
      }
      await expectFoldOf(projectId, plain.map(own));
    }),
    { numRuns: 25, seed: 20_261_120 },
  );
}, 120_000);

async function expectFoldOf(projectId: string, changes: readonly Change[]) {
  const ctx = testProject(engines.engines, projectId);
  const step = foldObservation(changes.flatMap((change) => ('observation' in change ? [change.observation] : [])));
  const trace = foldTrace(changes.flatMap((change) => ('trace' in change ? [change.trace] : [])));
  const isOfTrace = step.traceId === trace.id;

  const steps = (await listObservations(ctx, { with: ['metadata'] })).rows;
  expect(steps).toHaveLength(1);
  expect(await getObservation(ctx, { observationId: step.id })).toMatchObject({
    traceId: step.traceId,
    startTime: isoOfMicros(step.startUs),
    endTime: step.endUs === null ? null : isoOfMicros(step.endUs),
    type: step.type,
    name: step.name || null,
    input: step.input,
    environment: step.environment,
    metadata: step.metadata,
    traceName: (isOfTrace && trace.traceName) || null,
    tags: isOfTrace ? trace.tags : [],
  });
  const traces = (await listTraces(ctx, { with: ['metadata'] })).rows;
  expect(traces.map(({ id }) => id)).toEqual([trace.id]);
  expect(await getTrace(ctx, { traceId: trace.id })).toMatchObject({
    timestamp: isoOfMicros(trace.timestampUs),
    name: trace.traceName || null,
    input: trace.input,
    tags: trace.tags,
    environment: trace.environment,
    isPublic: trace.isPublic,
    metadata: trace.metadata,
    observationCount: isOfTrace ? 1 : 0,
  });
}

test('when a trace learns its user, the observations it already had carry it', async () => {
  const projectId = randomUUID();
  const ctx = testProject(engines.engines, projectId);
  const step = {
    ...observationChange({ id: 'e1', kind: 'create', rank: 1, atUs: 1, type: 'SPAN', traceId: 't' }),
    projectId,
  };
  await write(projectId, [{ observation: step }]);
  await write(projectId, [
    { trace: traceCreated({ projectId, id: 't', atUs: BASE_US, set: { userId: 'ada', name: 'chat' }, tags: ['x'] }) },
  ]);
  const filter = { column: 'userId', op: '=' as const, value: 'ada' };
  expect((await listObservations(ctx, { filter })).rows).toMatchObject([
    { id: 'o', userId: 'ada', traceName: 'chat', tags: ['x'] },
  ]);
});

test('a complete observation is readable once written, and twice is once', async () => {
  const projectId = randomUUID();
  const ctx = testProject(engines.engines, projectId);
  const record = observationRecord({
    projectId,
    traceId: 't',
    id: 'a',
    startUs: BASE_US + 123_456,
    endUs: BASE_US + 2_123_457,
    type: 'GENERATION',
    name: 'answer "quoted"\n\\ and more',
    input: '{"messages":[{"role":"user","content":"ünï 🌊"}]}',
    output: '',
    metadata: { region: 'eu', 'dotted.key': 'v', __proto__x: '1' },
    usage: { input: 10, input_cache_read: 5, output: 3, total: 18 },
    cost: { input: '0.000000000001', output: '0.1', total: '0.100000000001' },
    costLines: [{ usageType: 'input', units: 10, price: '0.0000001', cost: '0.000001' }],
    toolCalls: ['{"name":"f"}'],
    mappedFrom: { input: 'gen_ai.input.messages' },
  });
  const events = {
    projectId,
    observations: [record, record],
    observationChanges: [],
    traceChanges: [],
    enrich: unpriced,
  };
  await Promise.all([writeEvents(stores, events), writeEvents(stores, events)]);
  expect((await listObservations(ctx, {})).rows).toHaveLength(1);
  expect(await getObservation(ctx, { observationId: 'a', traceId: 't' })).toMatchObject({
    startTime: '2026-10-01T00:00:00.123456Z',
    endTime: '2026-10-01T00:00:02.123457Z',
    latency: 2.000_001,
    name: record.name,
    input: record.input,
    output: '',
    metadata: record.metadata,
    inputTokens: 15,
    outputTokens: 3,
    totalTokens: 18,
    totalCostText: '0.100000000001',
    costLines: record.costLines,
    toolCalls: record.toolCalls,
    mappedFrom: record.mappedFrom,
  });
});

test('C10: a key named like the prototype is a key like any other', async () => {
  const projectId = randomUUID();
  const metadata = JSON.parse('{"__proto__":"1","constructor":"2"}') as Record<string, string>;
  const record = observationRecord({ projectId, traceId: 't', id: 'a', startUs: BASE_US, metadata });
  await writeEvents(stores, {
    projectId,
    observations: [record],
    observationChanges: [],
    traceChanges: [],
    enrich: unpriced,
  });
  const found = await getObservation(testProject(engines.engines, projectId), { observationId: 'a' });
  expect(Object.entries(found.metadata)).toEqual(Object.entries(metadata));
});

test('a record that the store refuses is named, and its neighbours are stored', async () => {
  const projectId = randomUUID();
  const good = observationRecord({ projectId, traceId: 't', id: 'good', startUs: BASE_US });
  const bad = { ...good, id: 'bad', cost: { total: '99999999999999' } };
  const events = { projectId, observations: [good, bad], observationChanges: [], traceChanges: [], enrich: unpriced };
  expect(await writeEvents(stores, events)).toMatchObject([{ kind: 'observation', id: 'bad' }]);
  const { rows } = await listObservations(testProject(engines.engines, projectId), {});
  expect(rows.map(({ id }) => id)).toEqual(['good']);
});

test('a record of which no row can be made is named, and its neighbours are stored', async () => {
  const projectId = randomUUID();
  const good = observationRecord({ projectId, traceId: 't', id: 'good', startUs: BASE_US });
  const bad = { ...good, id: 'bad', completionStartUs: 1e300 };
  const events = { projectId, observations: [good, bad], observationChanges: [], traceChanges: [], enrich: unpriced };
  expect(await writeEvents(stores, events)).toMatchObject([{ kind: 'observation', id: 'bad' }]);
  const { rows } = await listObservations(testProject(engines.engines, projectId), {});
  expect(rows.map(({ id }) => id)).toEqual(['good']);
});
