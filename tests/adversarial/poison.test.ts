import { beforeAll, describe, expect, it } from 'vitest';
import { post, read, readTrace, running, send, useOwnProject } from '../harness/public-api.ts';
import type { Row } from '../harness/public-api.ts';
import { signIn } from '../harness/sign-in.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { drainedBalance } from './send-mutants.ts';

const INGESTION = '/api/public/ingestion';
const OTLP = '/api/public/otel/v1/traces';
const AT = '2026-11-18T10:00:00.123456Z';

/** Each case waits for its own trace; they do so beside each other. */
const ALL_AT_ONCE = { concurrent: true };

let cookie: string;
beforeAll(async () => {
  await useOwnProject('Poison');
  cookie = await signIn(running());
});

/** What the trace page asks. */
async function procedure(path: string, input: Row): Promise<{ status: number; data: Row }> {
  const { url, projectId } = running();
  const query = encodeURIComponent(JSON.stringify({ projectId, ...input }));
  const answer = await fetch(new URL(`/api/trpc/${path}?input=${query}`, url), { headers: { cookie } });
  const body = (await answer.json()) as { result?: { data: Row } };
  return { status: answer.status, data: body.result?.data ?? {} };
}

/** The page of a trace opens: its head, its steps, each step's details, and a search in it. */
async function expectPage(traceId: string, steps: number) {
  expect((await procedure('traces.get', { traceId })).status).toBe(200);
  const skeleton = await procedure('traces.skeleton', { traceId });
  expect(skeleton.status).toBe(200);
  const found = skeleton.data['steps'] as { id: string }[];
  expect(found).toHaveLength(steps);
  const first = found[0]?.id;
  if (first) expect((await procedure('observations.get', { observationId: first, traceId })).status).toBe(200);
  expect((await procedure('traces.search', { traceId, text: 'x' })).status).toBe(200);
  expect((await procedure('scores.forTrace', { traceId })).status).toBe(200);
}

let events = 0;
const event = (type: string, body: Row) => ({ id: `poison-${(events += 1)}`, type, timestamp: AT, body });
const step = (body: Row) => event('generation-create', { startTime: AT, ...body });
const ofTrace = (id: string, body: Row = {}) => event('trace-create', { id, timestamp: AT, name: 'poisoned', ...body });

async function sendBatch(batch: unknown[]) {
  const answer = await post(INGESTION, { batch });
  expect(answer.status, answer.text.slice(0, 300)).toBe(207);
  return answer.json as { successes: Row[]; errors: { status: number; message?: string; error?: string }[] };
}

const long = (length: number) => 'x'.repeat(length);
const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as unknown;

describe('a step with a strange field is kept whole, and so is its neighbour', ALL_AT_ONCE, () => {
  const cases: [name: string, body: Row, stored?: Row][] = [
    ['C12: 10 MB of input', { input: long(10_000_000) }, { input: long(10_000_000) }],
    ['a name of 100,000 characters', { name: long(100_000) }, { name: long(100_000) }],
    ['a model of 100,000 characters', { model: long(100_000) }],
    ['metadata with a key of 10,000 characters', { metadata: { [long(10_000)]: 1 } }],
    ['metadata of 5,000 keys', { metadata: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n])) }],
    ['metadata that nests 50 deep', { metadata: nested(50) }],
    ['metadata that is a list', { metadata: [1, 2, 3] }],
    [
      'metadata with names of JavaScript',
      { metadata: JSON.parse('{"__proto__":1,"constructor":2,"toString":3}') as Row },
    ],
    ['NUL and halves of pairs', { name: 'a\0b\u{d800}', input: { '\0': '\u{dfff}' }, metadata: { 'a\0': '\u{d800}' } }],
    ['a time of year 1', { startTime: '0001-01-01T00:00:00Z', endTime: '0001-01-02T00:00:00Z' }],
    ['a time of year 9999', { startTime: '9999-12-31T23:59:59.999999Z' }],
    ['an end before its start', { endTime: '2020-01-01T00:00:00Z', completionStartTime: '2019-01-01T00:00:00Z' }],
    [
      'empty texts everywhere',
      {
        name: '',
        parentObservationId: '',
        statusMessage: '',
        version: '',
        environment: '',
        model: '',
        promptName: null,
        input: '',
        output: '',
      },
    ],
    ['a strange environment', { environment: 'Prod / EU;\0' }, { environment: 'default' }],
    ['counts as texts', { usage: { input: '12', output: '3' } }, { usageDetails: { input: 12, output: 3, total: 15 } }],
    ['counts that are none', { usageDetails: { input: -1, output: 1.5, total: 'many' } }],
    ['counts of the largest size', { usageDetails: { input: 2 ** 53 - 1, output: 2 ** 53 - 1 } }],
    [
      '1,000 kinds of usage',
      { usageDetails: Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`kind${n}`, n])) },
    ],
    ['costs that are none', { costDetails: { input: 'NaN', output: -5, total: '1e999' } }],
    ['parameters of any kind', { modelParameters: { a: { b: [1] }, stop: null, toString: 1 } }],
  ];

  it.each(cases)('%s', async (name, body, stored = {}) => {
    const traceId = `poison ${name}`;
    const batch = [
      ofTrace(traceId),
      step({ id: `${traceId} a`, traceId, ...body }),
      step({ id: `${traceId} b`, traceId }),
    ];
    expect((await sendBatch(batch)).errors).toEqual([]);
    const { observations } = await readTrace(traceId, { observations: 2 });
    expect(observations.find(({ id }) => id === `${traceId} a`)).toMatchObject(stored);
    await expectPage(traceId, 2);
  });

  it('a cost over what the store holds is stored at its limit, and its neighbour as it is', async () => {
    const traceId = 'poison of cost';
    const batch = [
      step({ id: 'dear', traceId, costDetails: { input: 1e15, output: '99999999999999' } }),
      step({ id: 'cheap', traceId, costDetails: { input: 0.5 } }),
    ];
    expect((await sendBatch(batch)).errors).toEqual([]);
    const { observations } = await readTrace(traceId, { observations: 2 });
    expect(observations.find(({ id }) => id === 'cheap')).toMatchObject({ costDetails: { input: 0.5 } });
    expect(observations.find(({ id }) => id === 'dear')?.['costDetails']).toMatchObject({
      total: expect.closeTo(1e6, 0),
    });
    await expectPage(traceId, 2);
  });

  it.each([2 ** 31, 2 ** 40, -1, 0.5, '3'])(
    'a prompt of version %j is refused with the reason',
    async (promptVersion) => {
      const { errors } = await sendBatch([step({ id: `prompt ${promptVersion}`, promptName: 'p', promptVersion })]);
      expect(errors).toMatchObject([{ status: 400, error: expect.stringContaining('promptVersion') }]);
    },
  );
});

describe('a trace with a strange field', ALL_AT_ONCE, () => {
  it.each<[string, Row]>([
    ['5,000 tags', { tags: Array.from({ length: 5_000 }, (_, n) => `tag ${n}`) }],
    ['tags that are empty, equal or no text of ours', { tags: ['', '', 'a', 'a', 'a\0', '\u{d800}', long(10_000)] }],
    ['a session and a user of 10,000 characters', { sessionId: long(10_000), userId: long(10_000) }],
    ['1 MB of metadata', { metadata: { text: long(1_000_000) } }],
    ['input and output that are no text', { input: nested(60), output: [null, [[]], {}] }],
  ])('%s', async (name, body) => {
    const id = `poison of a trace: ${name}`;
    expect((await sendBatch([ofTrace(id, body), step({ id: `${id} step`, traceId: id })])).errors).toEqual([]);
    await readTrace(id, { observations: 1 });
    await expectPage(id, 1);
    expect((await send(`/api/public/traces?name=poisoned&limit=5`)).status).toBe(200);
  });
});

describe('ids are whatever a client says', ALL_AT_ONCE, () => {
  it.each([
    ' ',
    ' padded ',
    'a/b/c',
    '..',
    '../..',
    '%2F%00',
    '?x=1#y',
    'ä 😀 \u{202e}',
    "'; DROP TABLE traces --",
    '{{id}}',
    'new\nline\ttab',
    'null',
    '__proto__',
    'constructor',
    'i'.repeat(800),
    'ы'.repeat(800),
  ])('%j', async (id) => {
    const traceId = `${id}`;
    const parts = [
      ofTrace(traceId),
      step({ id, traceId }),
      event('score-create', { id, traceId, name: 'good', value: 1 }),
    ];
    expect((await sendBatch(parts)).errors).toEqual([]);
    // A path of dots is tidied away by every client before it is sent.
    if (/^[./]*$/.test(id))
      return waitUntil(async () => (await procedure('traces.get', { traceId })).status === 200, { what: id });
    const trace = await readTrace(traceId, { observations: 1, scores: 1 });
    expect(trace).toMatchObject({ id, observations: [{ id, traceId }], scores: [{ id }] });
    expect((await send(`/api/public/observations/${encodeURIComponent(id)}`)).status).toBe(200);
    expect((await send(`/api/public/scores/${encodeURIComponent(id)}`)).status).toBe(200);
    await expectPage(traceId, 1);
  });

  it.each([
    ['too long', 'i'.repeat(801)],
    ['empty', ''],
    ['a number', 5],
    ['an object', { toString: 1 }],
    ['a list', ['a']],
  ])('an id that is %s is refused with the reason', async (_, id) => {
    const { errors } = await sendBatch([step({ id }), ofTrace(id as string)]);
    expect(errors).toHaveLength(2);
    for (const error of errors) expect(error).toMatchObject({ status: 400, error: expect.stringContaining('id') });
    const single = await post('/api/public/traces', { id, name: 'x' });
    expect(single.status, single.text).toBe(400);
    expect(single.json).toHaveProperty('message');
  });
});

describe('shapes of traces that no program should make', ALL_AT_ONCE, () => {
  it('one id 200 times in one batch is one step, as the last said', async () => {
    const traceId = 'poison: one id';
    const batch = Array.from({ length: 200 }, (_, n) => step({ id: 'the-one', traceId, name: `name ${n}` }));
    expect((await sendBatch(batch)).errors).toEqual([]);
    const { observations } = await readTrace(traceId, { observations: 1 });
    expect(observations).toMatchObject([{ id: 'the-one', name: 'name 199' }]);
    await expectPage(traceId, 1);
  });

  it('steps that are their own parent, or each other’s, or of nobody', async () => {
    const traceId = 'poison: cycles';
    const parents = { self: 'self', a: 'b', b: 'a', c: 'nobody', d: 'self' };
    const batch = Object.entries(parents).map(([id, parent]) =>
      step({ id: `cycle-${id}`, traceId, parentObservationId: `cycle-${parent}` }),
    );
    expect((await sendBatch(batch)).errors).toEqual([]);
    await readTrace(traceId, { observations: 5 });
    await expectPage(traceId, 5);
  });

  it('300 levels, one below the other', async () => {
    const traceId = 'poison: deep';
    const batch = Array.from({ length: 300 }, (_, n) =>
      step({ id: `deep-${n}`, traceId, ...(n > 0 ? { parentObservationId: `deep-${n - 1}` } : {}) }),
    );
    expect((await sendBatch(batch)).errors).toEqual([]);
    await readTrace(traceId, { observations: 300 });
    await expectPage(traceId, 300);
  });

  it('a trace that is its own step, and a step in two traces', async () => {
    const [one, other] = ['poison: step and trace', 'poison: step and trace too'];
    const batch = [
      ofTrace(one),
      step({ id: one, traceId: one }),
      step({ id: 'shared', traceId: one }),
      step({ id: 'shared', traceId: other }),
    ];
    expect((await sendBatch(batch)).errors).toEqual([]);
    await readTrace(one, { observations: 1 });
    expect((await procedure('traces.get', { traceId: one })).status).toBe(200);
    expect((await procedure('traces.skeleton', { traceId: other })).status).toBe(200);
  });
});

describe('spans over OTLP', ALL_AT_ONCE, () => {
  const hex = (text: string, bytes: number) =>
    Buffer.from(text.padEnd(bytes, '.'))
      .toString('hex')
      .slice(0, bytes * 2);
  const span = (id: string, more: Row = {}) => ({
    traceId: hex(`poison ${id}`, 16),
    spanId: hex(id, 8),
    name: id,
    startTimeUnixNano: '1795168800000001999',
    endTimeUnixNano: '1795168801000000000',
    ...more,
  });
  const attributes = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ key: `key.${n}`, value: { stringValue: `value ${n}` } }));
  const sendSpans = (...spans: unknown[]) => post(OTLP, { resourceSpans: [{ scopeSpans: [{ spans }] }] });

  it.each<[string, Row]>([
    ['attribs', { attributes: attributes(10_000) }],
    ['own', { parentSpanId: hex('own', 8) }],
    ['early', { startTimeUnixNano: '1', endTimeUnixNano: '2' }],
    ['late', { startTimeUnixNano: '253402300799999999999', endTimeUnixNano: '253402300799999999999' }],
    ['backward', { startTimeUnixNano: '1795168801000000000', endTimeUnixNano: '1795168800000000000' }],
    ['timeless', { startTimeUnixNano: '0', endTimeUnixNano: '' }],
    ['index', { attributes: [{ key: 'gen_ai.prompt.4294967295.content', value: { stringValue: 'x' } }] }],
    [
      'proto',
      {
        attributes: ['__proto__.x', 'gen_ai.prompt.__proto__.role'].map((key) => ({
          key,
          value: { stringValue: 'x' },
        })),
      },
    ],
    ['twice', { attributes: [...attributes(2), ...attributes(2)] }],
    [
      'trap',
      {
        attributes: [
          {
            key: 'langfuse.observation.prompt.version',
            value: { kvlistValue: { values: [{ key: 'toString', value: { intValue: 1 } }] } },
          },
        ],
      },
    ],
  ])('%s', async (id, more) => {
    const neighbour = span(`n-${id}`.slice(0, 8), { traceId: hex(`poison ${id}`, 16) });
    const answer = await sendSpans(span(id, more), neighbour);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({});
    const traceId = hex(`poison ${id}`, 16);
    await readTrace(traceId, { observations: 2 });
    await expectPage(traceId, 2);
  });

  it.each<[string, Row, string]>([
    ['too-many', { attributes: attributes(10_001) }, 'attributes'],
    ['bad-id', { spanId: 'xyz' }, 'spanId'],
    ['no-list', { attributes: { a: 1 } }, 'not a list'],
    [
      'deep',
      {
        attributes: [
          {
            key: 'a',
            value: [...Array(20)].reduce((value: unknown) => ({ arrayValue: { values: [value] } }), { intValue: 1 }),
          },
        ],
      },
      'nests',
    ],
  ])('%s is refused with the reason, and its neighbour is stored', async (id, more, reason) => {
    const neighbour = span(`n-${id}`.slice(0, 8), { traceId: hex(`poison ${id}`, 16) });
    const answer = await sendSpans(span(id, more), neighbour);
    if (answer.status === 400) return expect(answer.text).toContain('JSON nests deeper');
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({
      partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining(reason) },
    });
    await readTrace(hex(`poison ${id}`, 16), { observations: 1 });
  });
});

describe('scores', ALL_AT_ONCE, () => {
  it('of extreme values are read as they were sent, and what is none is refused', async () => {
    const values = [0, -0, 1e308, -1e308, 5e-324, 2 ** 53, -0.1];
    const good = values.map((value, n) =>
      event('score-create', { id: `extreme-${n}`, traceId: 'poison of scores', name: 'n', value }),
    );
    const bad = [null, true, {}, [], '1e999'].map((value) =>
      event('score-create', { traceId: 't', name: 'n', value, dataType: 'NUMERIC' }),
    );
    const { errors } = await sendBatch([...good, ...bad]);
    expect(errors).toHaveLength(bad.length);
    for (const [n, value] of values.entries()) {
      await waitUntil(async () => (await send(`/api/public/v2/scores/extreme-${n}`)).status === 200, {
        what: `score ${value}`,
      });
      expect((await read(`/api/public/v2/scores/extreme-${n}`))['value']).toBe(value === 0 ? 0 : value);
    }
    expect((await send('/api/public/v3/scores?traceId=poison%20of%20scores')).status).toBe(200);
  });
});

describe('after all of it', () => {
  it('nothing is a dead letter, and every event is accounted for', async () => {
    const { received, stored, deadLettered, refused } = await drainedBalance(running());
    expect(received).toBe(stored + deadLettered + refused);
    expect(deadLettered).toBe(0);
  });
});
