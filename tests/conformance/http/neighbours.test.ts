import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { byName, named, post, readObservationsV2, readTrace, send } from '../../harness/public-api.ts';

const INGESTION = '/api/public/ingestion';
const OTLP = '/api/public/otel/v1/traces';
const NOW = '2026-11-18T03:04:05.678Z';

describe('one bad event among good ones (batch API)', () => {
  const traceId = randomUUID();
  const good = [
    event('trace-create', { id: traceId, name: 'among the bad', timestamp: NOW }),
    event('span-create', { id: `${traceId}-1`, traceId, name: 'first', startTime: NOW }),
    event('generation-create', {
      id: `${traceId}-2`,
      traceId,
      name: 'second',
      startTime: NOW,
      aFieldOfTomorrow: { x: 1 },
    }),
    event('tool-create', { id: `${traceId}-3`, traceId, name: 'third', startTime: NOW }),
  ];
  const bad: [string, unknown, string][] = [
    ['an unknown type', event('dream-create', {}), ''],
    ['no body', { id: 'b2', type: 'span-create', timestamp: NOW }, 'b2'],
    ['no time', { id: 'b3', type: 'trace-create', body: {} }, 'b3'],
    ['a time that is none', { ...event('trace-create', {}), id: 'b4', timestamp: 'noon' }, 'b4'],
    ['no id', { type: 'trace-create', timestamp: NOW, body: {} }, 'unknown'],
    ['an id that is too long', { ...event('span-create', {}), id: 'x'.repeat(801) }, 'x'.repeat(801)],
    ['an entity id that is too long', { ...event('span-create', { id: 'y'.repeat(801) }), id: 'b7' }, 'b7'],
    ['a start that is no time', { ...event('span-create', { startTime: '2026-13-40' }), id: 'b8' }, 'b8'],
    ['a level of its own', { ...event('span-create', { level: 'LOUD' }), id: 'b9' }, 'b9'],
    [
      'a score of two things',
      { ...event('score-create', { traceId: 'a', sessionId: 'b', name: 's', value: 1 }), id: 'b10' },
      'b10',
    ],
    [
      'a score whose value is of another type',
      { ...event('score-create', { traceId: 'a', name: 's', value: 'x', dataType: 'NUMERIC' }), id: 'b11' },
      'b11',
    ],
    ['a prompt without its version', { ...event('generation-create', { promptName: 'p' }), id: 'b12' }, 'b12'],
    ['text instead of an event', 'event', 'unknown'],
    ['null', null, 'unknown'],
  ];

  it('answers each by itself and stores the good', async () => {
    const batch: unknown[] = [good[0], ...bad.map(([, raw]) => raw), ...good.slice(1)];
    const answer = await post(INGESTION, { batch });
    expect(answer.status).toBe(207);
    expect(answer.json['successes']).toEqual(good.map(({ id }) => ({ id, status: 201 })));
    expect(answer.json['errors']).toMatchObject(
      bad.map(([, raw, id]) => ({
        id: id || (raw as { id: string }).id,
        status: 400,
        message: 'Invalid request data',
      })),
    );
    const trace = await readTrace(traceId, { observations: 3 });
    expect([...byName(trace.observations).keys()].toSorted()).toEqual(['first', 'second', 'third']);
  });
});

describe('one bad span among good ones (OTLP)', () => {
  const traceId = randomBytes(16).toString('hex');
  const span = (name: string, fields: Record<string, unknown> = {}) => ({
    traceId,
    spanId: randomBytes(8).toString('hex'),
    name,
    kind: 1,
    startTimeUnixNano: '1763434800000001000',
    endTimeUnixNano: '1763434801000002000',
    ...fields,
  });

  it('names the bad in partialSuccess and stores the good', async () => {
    const spans = [
      span('good'),
      span('no ids', { traceId: '', spanId: '' }),
      span('zero id', { spanId: '0'.repeat(16) }),
      span('short id', { spanId: 'abc' }),
      span('events are none', { events: 7 }),
      span('unknown fields', { colour: 'red', attributes: [{ key: '__proto__', value: { stringValue: 'inert' } }] }),
    ];
    const answer = await post(OTLP, { resourceSpans: [{ scopeSpans: [{ scope: { name: 'by-hand' }, spans }] }] });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ partialSuccess: { rejectedSpans: '4', errorMessage: expect.any(String) } });
    const trace = await readTrace(traceId, { observations: 2 });
    expect([...byName(trace.observations).keys()].toSorted()).toEqual(['good', 'unknown fields']);
  });

  it('refuses an export without a single good span', async () => {
    const answer = await post(OTLP, { resourceSpans: [{ scopeSpans: [{ spans: [span('bad', { traceId: 'x' })] }] }] });
    expect(answer.status).toBe(400);
    expect(answer.json['error']).toEqual(expect.any(String));
  });
});

describe('values at the edges', () => {
  it.each([
    ['1970', '1970-01-01T00:00:00.000Z'],
    ['before 1970', '1901-02-03T04:05:06Z'],
    ['far ahead', '2199-12-31T23:59:59.999999Z'],
    ['the year 9999', '9999-12-31T23:59:59.999Z'],
    ['the year 0001', '0001-01-01T00:00:00Z'],
    ['with an offset and nanoseconds', '2026-11-18T01:02:03.123456789+05:30'],
  ])('takes an event of %s without losing its neighbours', async (_, time) => {
    const traceId = randomUUID();
    const answer = await post(INGESTION, {
      batch: [
        event('span-create', { id: `${traceId}-edge`, traceId, name: 'edge', startTime: time, endTime: time }),
        event('span-create', { id: `${traceId}-now`, traceId, name: 'now', startTime: NOW }),
      ],
    });
    expect(answer.status).toBe(207);
    expect(answer.json['errors']).toEqual([]);
    const trace = await readTrace(traceId, { observations: 2 });
    expect([...byName(trace.observations).keys()].toSorted()).toEqual(['edge', 'now']);
  });

  it('keeps a payload of 10 MB whole', async () => {
    const traceId = randomUUID();
    const payload = randomBytes(7_500_000).toString('base64');
    const answer = await post(INGESTION, {
      batch: [
        event('generation-create', { id: `${traceId}-big`, traceId, name: 'big', startTime: NOW, output: payload }),
      ],
    });
    expect(answer.json['errors']).toEqual([]);
    const trace = await readTrace(traceId, { observations: 1 });
    expect(named(byName(trace.observations), 'big')['output'] === payload).toBe(true);
  });

  it.each([
    ['NUL and lone surrogates', 'a\u0000b\ud800c'],
    ['quotes, percent and backslashes', `'; DROP TABLE observations; -- %s \\' "`],
    ['only blanks', '   \t\n'],
    ['markup', '<script>alert(1)</script>'],
    ['a reference to media', '@@@langfuseMedia:type=image/png|id=q83vEjRWeJCrze8SNFZ4kA|source=bytes@@@'],
  ])('stores text with %s', async (_, text) => {
    const traceId = randomUUID();
    const body = {
      id: `${traceId}-t`,
      traceId,
      name: 'text',
      startTime: NOW,
      input: text,
      metadata: { constructor: text },
    };
    const answer = await post(INGESTION, { batch: [event('span-create', body)] });
    expect(answer.json['errors']).toEqual([]);
    const trace = await readTrace(traceId, { observations: 1 });
    const kept = text.toWellFormed().replaceAll('\0', '\uFFFD');
    expect(named(byName(trace.observations), 'text')).toMatchObject({ input: kept, metadata: { constructor: kept } });
  });

  it('keeps JSON that was sent as a text to the byte where payloads are read raw', async () => {
    const traceId = randomUUID();
    const text = '{"a": 1.50,  "b":"\\u00e9", "c":12345678901234567890}';
    const body = { id: `${traceId}-j`, traceId, name: 'json', startTime: NOW, input: text };
    await post(INGESTION, { batch: [event('span-create', body)] });
    await readTrace(traceId, { observations: 1 });
    expect(named(await readObservationsV2(traceId), 'json')['input']).toBe(text);
  });

  it('takes ids of any content', async () => {
    const traceId = `../${randomUUID()}/ü?&#%20 "x"`;
    const answer = await post(INGESTION, {
      batch: [event('span-create', { id: `${traceId}/..`, traceId, name: 'odd', startTime: NOW })],
    });
    expect(answer.json['errors']).toEqual([]);
    const trace = await readTrace(traceId, { observations: 1 });
    expect(trace.observations).toMatchObject([{ id: `${traceId}/..`, traceId }]);
  });

  it('makes a trace of an observation that names none', async () => {
    const id = randomUUID();
    await post(INGESTION, { batch: [event('span-create', { id, name: 'alone', startTime: NOW })] });
    const trace = await readTrace(id, { observations: 1 });
    expect(trace.observations).toMatchObject([{ id, traceId: id }]);
  });
});

describe('routes of the first generation', () => {
  it('creates and updates one object each', async () => {
    const traceId = randomUUID();
    const single = async (method: string, path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await send(`/api/public/${path}`, { method, headers, body: JSON.stringify(body) });
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 200 });
      return answer.json['id'];
    };
    expect(await single('POST', 'traces', { id: traceId, name: 'legacy' })).toBe(traceId);
    const spanId = await single('POST', 'spans', { traceId, name: 'span', startTime: NOW });
    await single('PATCH', 'spans', { spanId, output: 'done', endTime: '2026-11-18T03:04:06.678Z' });
    const generationId = await single('POST', 'generations', {
      traceId,
      name: 'generation',
      startTime: NOW,
      prompt: ['hi'],
    });
    await single('PATCH', 'generations', { generationId, completion: 'hello', model: 'gpt-4o' });
    await single('POST', 'events', { traceId, name: 'event', startTime: NOW });
    const scoreId = await single('POST', 'scores', { traceId, name: 'stars', value: 4 });
    const trace = await readTrace(traceId, { observations: 3, scores: 1 });
    const observations = byName(trace.observations);
    await expect
      .poll(() =>
        readTrace(traceId, { observations: 3 }).then((t) => named(byName(t.observations), 'generation')['output']),
      )
      .toBe('hello');
    expect(named(observations, 'span')).toMatchObject({ id: spanId, type: 'SPAN' });
    expect(named(observations, 'generation')).toMatchObject({ id: generationId, input: ['hi'] });
    expect(trace.scores).toMatchObject([{ id: scoreId, name: 'stars', value: 4 }]);
  });

  it('takes a list of scores, and answers for each of them', async () => {
    const traceId = randomUUID();
    const score = (name: string, value: unknown) => ({ traceId, name, value });
    const all = await post('/api/public/scores', [score('one', 1), score('two', 'good')]);
    expect(all).toMatchObject({ status: 202, json: { message: 'Accepted' } });
    const some = await post('/api/public/scores', [
      score('three', 3),
      score('four', null),
      'five',
      { ...score('six', 'x'), dataType: 'NUMERIC' },
    ]);
    expect(some).toMatchObject({ status: 207, json: { accepted: 1, rejected: 3 } });
    expect(some.json['errors']).toHaveLength(3);
    await post(INGESTION, { batch: [event('trace-create', { id: traceId })] });
    const trace = await readTrace(traceId, { observations: 0, scores: 3 });
    expect([...byName(trace.scores).keys()].toSorted()).toEqual(['one', 'three', 'two']);
  });

  it('refuses one that is wrong, with 400', async () => {
    expect((await post('/api/public/spans', { traceId: 1, startTime: 'noon' })).status).toBe(400);
    expect((await post('/api/public/scores', { name: 'no subject', value: 1 })).status).toBe(400);
    expect((await post('/api/public/traces', 'text')).status).toBe(400);
  });
});

let counter = 0;

function event(type: string, body: Record<string, unknown>) {
  counter += 1;
  return { id: `neighbour-${counter}-${randomUUID()}`, type, timestamp: NOW, body };
}
