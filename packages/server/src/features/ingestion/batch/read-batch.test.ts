import { describe, expect, test } from 'vitest';
import { normalizeEnvironment } from '@tidemark/contract/ingestion/environment';
import { batchResponse, readBatch } from './read-batch.ts';

const at = '2026-11-20T10:00:00.000Z';
const event = (type: string, body: unknown, id = 'e1') => ({ id, timestamp: at, type, body });
const errorsOf = (...events: unknown[]) => readBatch({ batch: events }, 'all').errors;

test('every event type is accepted', () => {
  const named = { id: 'x', traceId: 't' };
  const types = [
    'event',
    'span',
    'generation',
    'agent',
    'tool',
    'chain',
    'retriever',
    'evaluator',
    'embedding',
    'guardrail',
  ];
  const events = [
    event('trace-create', { id: 't' }),
    event('score-create', { traceId: 't', name: 's', value: 1 }),
    event('sdk-log', { log: 'x' }),
    ...types.map((type) => event(`${type}-create`, named)),
    event('span-update', named),
    event('generation-update', named),
    event('observation-create', { ...named, type: 'SPAN' }),
    event('observation-update', { ...named, type: 'SPAN' }),
  ];
  const read = readBatch({ batch: events, metadata: { sdk_name: 'python', sdk_version: '2.0.0' } }, 'all');
  expect(read.errors).toEqual([]);
  expect(read.accepted).toHaveLength(events.length);
  expect(read.sdk).toEqual({ name: 'python', version: '2.0.0' });
});

test('a bad event is told so and takes no neighbour with it', () => {
  const read = readBatch(
    { batch: [event('trace-create', { id: 't' }), event('trace-create', { name: 7 }, 'bad')] },
    'all',
  );
  expect(batchResponse(read)).toEqual({
    successes: [{ id: 'e1', status: 201 }],
    errors: [{ id: 'bad', status: 400, message: 'Invalid request data', error: expect.stringContaining('name') }],
  });
});

test('an empty batch is answered with nothing', () => {
  expect(batchResponse(readBatch({ batch: [] }, 'all'))).toEqual({ successes: [], errors: [] });
});

test.each([null, [], 'text', {}, { batch: 'x' }])('%j is no batch', (body) => {
  expect(() => readBatch(body, 'all')).toThrow(
    expect.objectContaining({ code: 'invalid', message: 'Invalid request data' }),
  );
});

describe('refused alone', () => {
  test.each([
    ['an unknown type', event('trace-delete', {})],
    ['no id', { timestamp: at, type: 'trace-create', body: {} }],
    ['an id with a carriage return', event('trace-create', {}, 'a\rb')],
    ['an id over 800 characters', event('trace-create', {}, 'x'.repeat(801))],
    ['a time without an offset', { ...event('trace-create', {}), timestamp: '2026-11-20T10:00:00' }],
    ['no body', { id: 'e', timestamp: at, type: 'trace-create' }],
    ['no object', 'text'],
    ['a trace name over 1000 characters', event('trace-create', { name: 'x'.repeat(1001) })],
    ['an update of nothing', event('span-update', { name: 'x' })],
    ['a prompt without its version', event('generation-create', { promptName: 'p' })],
    ['an unknown kind', event('observation-create', { type: 'NOISE' })],
    ['a score without a subject', event('score-create', { name: 's', value: 1 })],
    ['a score of two subjects', event('score-create', { name: 's', value: 1, traceId: 't', sessionId: 's' })],
    [
      'a score of a step of no trace',
      event('score-create', { name: 's', value: 1, sessionId: 's', observationId: 'o' }),
    ],
    [
      'a numeric score with a text',
      event('score-create', { name: 's', value: 'x', traceId: 't', dataType: 'NUMERIC' }),
    ],
    ['a boolean score of 2', event('score-create', { name: 's', value: 2, traceId: 't', dataType: 'BOOLEAN' })],
    ['an empty text score', event('score-create', { name: 's', value: '', traceId: 't', dataType: 'TEXT' })],
    [
      'a text score over 500',
      event('score-create', { name: 's', value: 'x'.repeat(501), traceId: 't', dataType: 'TEXT' }),
    ],
    [
      'an annotation without config',
      event('score-create', { name: 's', value: 1, traceId: 't', source: 'ANNOTATION' }),
    ],
    ['a score that says EVAL', event('score-create', { name: 's', value: 1, traceId: 't', source: 'EVAL' })],
  ])('%s', (_name, bad) => {
    expect(errorsOf(bad, event('trace-create', { id: 't' }, 'good'))).toHaveLength(1);
  });

  test('an event without an id is called unknown', () => {
    expect(errorsOf({ type: 'trace-create' })[0]?.id).toBe('unknown');
  });
});

test('a public key alone writes scores and nothing else', () => {
  const batch = {
    batch: [event('trace-create', {}, 'a'), event('score-create', { traceId: 't', name: 's', value: 1 }, 'b')],
  };
  expect(batchResponse(readBatch(batch, 'scores'))).toEqual({
    successes: [{ id: 'b', status: 201 }],
    errors: [{ id: 'a', status: 401, message: 'Authentication error', error: 'Access Scope Denied' }],
  });
});

test.each([
  ['Production', 'production'],
  ['langfuse-eval', 'eval'],
  ['langfuse', 'default'],
  ['with space', 'default'],
  ['', 'default'],
  ['x'.repeat(50), 'x'.repeat(40)],
])('the environment %j is stored as %j', (sent, stored) => {
  expect(normalizeEnvironment(sent)).toBe(stored);
});
