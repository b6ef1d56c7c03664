import { describe, expect, test } from 'vitest';
import { foldObservation } from '#domain/merge/fold-observation';
import { foldTrace } from '#domain/merge/fold-trace';
import { mergeChanges } from '#domain/merge/merge-changes';
import type { EventContext } from './event-context.ts';
import { mapBatch } from './map-batch.ts';
import { readBatch } from './read-batch.ts';

const receivedUs = Date.UTC(2026, 10, 20, 12) * 1000;
const context: EventContext = {
  projectId: 'p',
  apiKeyId: 'k',
  sdkName: 'python',
  sdkVersion: '2.60.0',
  receivedUs,
  bodyDigest: 7,
  reading: 0,
};

let made = 0;
const event = (type: string, body: unknown, second = 0) => ({
  id: `e${made++}`,
  timestamp: `2026-11-20T10:00:${String(second).padStart(2, '0')}.000Z`,
  type,
  body,
});

function map(...events: unknown[]) {
  const read = readBatch({ batch: events }, 'all');
  expect(read.errors).toEqual([]);
  return mapBatch(read.accepted, context);
}
const observationOf = (...events: unknown[]) => foldObservation(map(...events).observations);
const traceOf = (...events: unknown[]) => foldTrace(map(...events).traces);

test('a generation keeps what was sent', () => {
  const generation = observationOf(
    event('generation-create', {
      id: 'g',
      traceId: 't',
      parentObservationId: 's',
      name: 'answer',
      startTime: '2026-11-20T10:00:00.000123Z',
      endTime: '2026-11-20T10:00:01Z',
      completionStartTime: '2026-11-20T10:00:00.5Z',
      model: 'gpt-4o',
      modelParameters: { temperature: 0.5 },
      input: [{ role: 'user', content: 'hi' }],
      output: 'hello',
      usage: { input: 3, output: 4, unit: 'TOKENS', totalCost: 0.001 },
      promptName: 'greet',
      promptVersion: 2,
      metadata: { a: 1 },
      level: 'WARNING',
      environment: 'Prod',
      somethingNew: true,
    }),
  );
  expect(generation).toMatchObject({
    projectId: 'p',
    id: 'g',
    traceId: 't',
    parentId: 's',
    isRoot: false,
    type: 'GENERATION',
    startUs: Date.UTC(2026, 10, 20, 10) * 1000 + 123,
    endUs: Date.UTC(2026, 10, 20, 10, 0, 1) * 1000,
    model: 'gpt-4o',
    modelParameters: '{"temperature":0.5}',
    input: '[{"role":"user","content":"hi"}]',
    output: 'hello',
    providedUsage: { input: 3, output: 4, total: 7 },
    providedCost: { total: '0.001' },
    promptName: 'greet',
    promptVersion: 2,
    metadata: { a: '1' },
    level: 'WARNING',
    environment: 'prod',
    mappedFrom: { usage: 'usage', cost: 'usage' },
    apiKeyId: 'k',
    sdkName: 'python',
    flags: [],
    rowVersion: 1,
  });
});

test('create and update of one message are one change, and it says the same as two', () => {
  const create = event('span-create', { id: 's', traceId: 't', name: 'a', input: 'in' }, 1);
  const update = event('span-update', { id: 's', traceId: 't', output: 'out', endTime: '2026-11-20T10:00:09Z' }, 2);
  expect(map(create, update).observations).toHaveLength(1);
  const apart = mergeChanges(map(update).observations, map(create).observations);
  const { rowVersion: _one, ...together } = foldObservation(map(create, update).observations);
  expect(foldObservation(apart)).toMatchObject(together);
  expect(together).toMatchObject({ name: 'a', input: 'in', output: 'out', flags: [] });
});

test('the same message twice is the same change; other content under its id is another', () => {
  const sent = event('span-create', { id: 's', name: 'a' });
  const first = map(sent).observations;
  expect(mergeChanges(first, map(sent).observations)).toEqual(first);
  expect(mergeChanges(first, map({ ...sent, body: { id: 's', name: 'b' } }).observations)).toHaveLength(2);
});

describe('the trace', () => {
  test('of steps alone is listed, at the earliest of them', () => {
    const steps = [
      event('span-create', { id: 'a', traceId: 't', startTime: '2026-11-20T10:00:05Z', environment: 'dev' }),
      event('span-create', { id: 'b', traceId: 't', startTime: '2026-11-20T10:00:03Z', environment: 'dev' }),
    ];
    expect(map(...steps).traces).toHaveLength(1);
    expect(traceOf(...steps)).toMatchObject({
      id: 't',
      timestampUs: Date.UTC(2026, 10, 20, 10, 0, 3) * 1000,
      environment: 'dev',
    });
  });

  test('of a step that names none is the step itself; an update that names none makes none', () => {
    expect(traceOf(event('span-create', { id: 'a' })).id).toBe('a');
    expect(map(event('span-update', { id: 'a' })).traces).toEqual([]);
  });

  test('created outright says when it began, whatever its steps imply', () => {
    const trace = traceOf(
      event('span-create', { id: 'a', traceId: 't', startTime: '2026-11-20T09:00:00Z' }),
      event('trace-create', { id: 't', timestamp: '2026-11-20T10:00:00Z', userId: 'u', tags: ['x'], public: true }),
    );
    expect(trace).toMatchObject({
      timestampUs: Date.UTC(2026, 10, 20, 10) * 1000,
      userId: 'u',
      tags: ['x'],
      isPublic: true,
    });
  });
});

test('of events that an SDK stamped with one millisecond, the later in the message wins', () => {
  const names = ['first', 'second', 'third', 'fourth'];
  const ids = ['zz', 'mm', 'aa', 'kk'];
  const events = names.map((name, at) => ({ ...event('trace-create', { id: 't', name }), id: ids[at] }));
  expect(traceOf(...events)).toMatchObject({ traceName: 'fourth' });
});

describe('null and absence', () => {
  const create = event('span-create', { id: 's', name: 'n', statusMessage: 'm', input: 'in', metadata: { a: 1 } }, 1);

  test('null clears a field but never a payload', () => {
    const folded = observationOf(
      create,
      event('span-update', { id: 's', statusMessage: null, input: null, metadata: null }, 2),
    );
    expect(folded).toMatchObject({ name: 'n', statusMessage: '', input: 'in', metadata: { a: '1' } });
  });

  test('an empty object keeps what was there', () => {
    const model = event('generation-create', { id: 's', modelParameters: { t: 1 }, usageDetails: { input: 1 } }, 1);
    const folded = observationOf(
      model,
      event('generation-update', { id: 's', modelParameters: {}, usageDetails: {} }, 2),
    );
    expect(folded).toMatchObject({ modelParameters: '{"t":1}', providedUsage: { input: 1, total: 1 } });
  });
});

describe('what has to be altered is flagged', () => {
  test('a clock outside of history keeps its raw value', () => {
    const folded = observationOf(
      event('span-create', { id: 's', startTime: '0001-01-01T00:00:00Z', endTime: '9999-01-01T00:00:00Z' }),
    );
    expect(folded.startUs).toBe(Date.UTC(2000, 0, 1) * 1000);
    expect(folded.endUs).toBe(receivedUs + 86_400_000_000);
    expect(folded.flags).toEqual(['clock_clamped']);
    expect(folded.metadata['raw_times']).toBe('{"endTime":"9999-01-01T00:00:00Z","startTime":"0001-01-01T00:00:00Z"}');
  });

  test('broken text, wherever it stands', () => {
    const folded = observationOf(
      event('span-create', { id: 's', name: 'a\0b', input: { k: '\ud800' }, metadata: { m: '\0' } }),
    );
    expect(folded).toMatchObject({ name: 'a\uFFFDb', input: '{"k":"\uFFFD"}', metadata: { m: '\uFFFD' } });
    expect(folded.flags).toEqual(['text_repaired']);
  });

  test('an id that we had to make is that of the event', () => {
    const sent = event('span-create', { name: 'x' });
    expect(observationOf(sent)).toMatchObject({ id: sent.id, traceId: sent.id, flags: ['id_generated'] });
  });
});

describe('a score', () => {
  const scoreOf = (body: object) => map(event('score-create', { traceId: 't', name: 'n', ...body })).scores[0];

  test.each([
    [{ value: 0.5 }, { dataType: 'NUMERIC', value: 0.5, stringValue: '' }],
    [{ value: 'good' }, { dataType: 'CATEGORICAL', value: null, stringValue: 'good' }],
    [
      { value: 1, dataType: 'BOOLEAN' },
      { dataType: 'BOOLEAN', value: 1, stringValue: 'True' },
    ],
    [
      { value: 0, dataType: 'BOOLEAN' },
      { dataType: 'BOOLEAN', value: 0, stringValue: 'False' },
    ],
    [
      { value: 'why', dataType: 'TEXT' },
      { dataType: 'TEXT', value: null, stringValue: 'why' },
    ],
    [
      { value: 'better', dataType: 'CORRECTION' },
      { name: 'output', dataType: 'CORRECTION', stringValue: 'better' },
    ],
  ])('%j', (body, stored) => {
    expect(scoreOf(body)).toMatchObject({ traceId: 't', source: 'API', environment: 'default', ...stored });
  });

  test('keeps its metadata and comment', () => {
    expect(scoreOf({ value: 1, comment: 'c', metadata: { a: { b: 1 } } })).toMatchObject({
      comment: 'c',
      metadata: { a: '{"b":1}' },
    });
  });
});

test('tools offered and called are found', () => {
  const folded = observationOf(
    event('generation-create', {
      id: 'g',
      input: { messages: [], tools: [{ type: 'function', function: { name: 'search', parameters: {} } }] },
      output: {
        role: 'assistant',
        tool_calls: [{ id: '1', type: 'function', function: { name: 'search', arguments: '{"q":1}' } }],
      },
    }),
  );
  expect(folded.toolDefinitions).toEqual({ search: '{"name":"search","parameters":{}}' });
  expect(folded.toolCalls).toEqual(['{"id":"1","name":"search","arguments":"{\\"q\\":1}"}']);
  expect(folded.toolCallNames).toEqual(['search']);
});

test('what SDKs log of themselves is handed on', () => {
  expect(map(event('sdk-log', { log: { m: 1 } })).sdkLogs).toEqual([{ m: 1 }]);
});
