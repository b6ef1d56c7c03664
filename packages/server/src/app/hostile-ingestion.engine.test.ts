import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testProject, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

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

type Row = Record<string, unknown>;
const BATCH = 'ingestion';
const OTLP = 'otel/v1/traces';
const hex = (bytes: number) => randomBytes(bytes).toString('hex');

/** A project of its own, and what is sent to it and read from it. */
async function newProject() {
  const { projectId, authorization } = await testProject(stores.engines);
  const send = async (path: string, payload: object | string | Buffer, headers: Record<string, string> = {}) => {
    const own = { authorization, 'content-type': 'application/json' };
    const answer = await server.inject({
      method: 'POST',
      url: `/api/public/${path}`,
      payload,
      headers: { ...own, ...headers },
    });
    return { status: answer.statusCode, body: answer.json<Row>() };
  };
  const read = async (path: string) => {
    const answer = await server.inject({ url: `/api/public/${path}`, headers: { authorization } });
    return { status: answer.statusCode, body: answer.json<Row>() };
  };
  const balance = async () => (await read('v1/ingestion/status')).body['balance'] as Record<string, number>;
  /** Once so many events came and none waits any more. */
  const drained = (received: number) =>
    vi.waitFor(
      async () => {
        const found = await balance();
        expect(found).toMatchObject({ received, queued: 0 });
        return found;
      },
      { timeout: 40_000, interval: 200 },
    );
  const trace = (id: string) =>
    vi.waitFor(
      async () => {
        const { status, body } = await read(`traces/${encodeURIComponent(id)}`);
        expect(status).toBe(200);
        return body as Row & { observations: Row[] };
      },
      { timeout: 40_000, interval: 200 },
    );
  return { projectId, send, read, drained, trace };
}

const AT = '2026-11-18T10:00:00.000Z';
const event = (type: string, body: Row, timestamp = AT) => ({ id: randomUUID(), type, timestamp, body });
const span = (more: Row = {}) => ({
  traceId: hex(16),
  spanId: hex(8),
  name: 's',
  startTimeUnixNano: '1795168800000001999',
  endTimeUnixNano: '1795168801000000000',
  ...more,
});
const exportOf = (...spans: Row[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

test('B01: one batch sent a hundred times at once is one row of each id, with its content', async () => {
  const { send, trace, drained, read } = await newProject();
  const traceId = randomUUID();
  const batch = [
    event('trace-create', { id: traceId, name: 'once' }),
    event('generation-create', { id: `${traceId}-g`, traceId, startTime: AT, input: 'in' }),
    event('generation-update', { id: `${traceId}-g`, traceId, output: 'out', usageDetails: { input: 2, output: 1 } }),
  ];
  const answers = await Promise.all(Array.from({ length: 100 }, () => send(BATCH, { batch })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([207]));
  expect(await drained(300)).toMatchObject({ stored: 300, deadLettered: 0, refused: 0 });
  const { observations, name } = await trace(traceId);
  expect(name).toBe('once');
  expect(observations).toMatchObject([{ id: `${traceId}-g`, input: 'in', output: 'out' }]);
  expect((await read('observations')).body).toMatchObject({ meta: { totalItems: 1 } });
  expect((await read('traces')).body).toMatchObject({ meta: { totalItems: 1 } });
});

test('B03: a step that is only ever updated is there', async () => {
  const { send, trace, drained } = await newProject();
  const id = randomUUID();
  await send(BATCH, { batch: [event('generation-update', { id, traceId: id, output: 'out' })] });
  await drained(1);
  expect((await trace(id)).observations).toMatchObject([{ id, type: 'GENERATION', output: 'out' }]);
});

test(
  'B04: what many requests say of one step at once is all there, whoever works on them',
  { timeout: 120_000 },
  async () => {
    const { send, drained, trace } = await newProject();
    const traceIds = Array.from({ length: 50 }, () => randomUUID());
    const fields = ['name', 'input', 'output', 'statusMessage', 'version'];
    const updates = traceIds.flatMap((traceId) =>
      fields.map((field) => event('span-update', { id: `${traceId}-s`, traceId, [field]: `the ${field}` })),
    );
    const shuffled = updates.map((one) => ({ one, at: hex(4) })).toSorted((a, b) => (a.at < b.at ? -1 : 1));
    await Promise.all(shuffled.map(({ one }) => send(BATCH, { batch: [one] })));
    expect(await drained(250)).toMatchObject({ stored: 250 });
    for (const traceId of traceIds) {
      const said = Object.fromEntries(fields.map((field) => [field, `the ${field}`]));
      expect((await trace(traceId)).observations).toMatchObject([said]);
    }
  },
);

test('B07: impossible times are brought into history, and what was sent is kept beside them', async () => {
  const { send, trace, drained } = await newProject();
  const [told, exported] = [randomUUID(), hex(16)];
  const ahead = new Date(clock.nowMs() + 365 * 86_400_000);
  const stated = {
    'year 1': '0001-01-01T00:00:00Z',
    'year 1800': '1800-01-01T00:00:00Z',
    'year 1969': '1969-12-31T23:59:59Z',
    'year 9999': '9999-12-31T23:59:59Z',
    'in a year': ahead.toISOString(),
  };
  const steps = Object.entries(stated).map(([name, startTime]) =>
    event('span-create', { id: `${told} ${name}`, traceId: told, name, startTime }),
  );
  const spans = Object.entries({
    'since 1970': '1',
    'in a year': String(BigInt(ahead.getTime()) * 1_000_000n),
    'over 64 bits': '99999999999999999999999',
    'no number': 'NaN',
    'not there': undefined,
  }).map(([name, startTimeUnixNano]) =>
    span({ traceId: exported, name, startTimeUnixNano, endTimeUnixNano: undefined }),
  );
  expect(await send(BATCH, { batch: steps })).toMatchObject({ status: 207, body: { errors: [] } });
  expect(await send(OTLP, exportOf(...spans))).toEqual({ status: 200, body: {} });
  expect(await drained(10)).toMatchObject({ stored: 10, deadLettered: 0 });
  const observations = [...(await trace(told)).observations, ...(await trace(exported)).observations];
  expect(observations).toHaveLength(10);
  for (const { name, startTime } of observations) {
    const ms = Date.parse(startTime as string);
    expect(ms, String(name)).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1));
    expect(ms, String(name)).toBeLessThanOrEqual(clock.nowMs() + 86_400_000);
  }
  const raw = JSON.stringify(observations.map(({ metadata }) => metadata));
  for (const time of [...Object.values(stated), ...spans.slice(0, 2).map(({ startTimeUnixNano }) => startTimeUnixNano)])
    expect(raw).toContain(time);
});

test('B08: one export over 120 months is stored whole', async () => {
  const { send, trace, drained } = await newProject();
  const traceId = hex(16);
  const spans = Array.from({ length: 120 }, (_, month) => {
    const nanos = String(BigInt(Date.UTC(2016, month, 15)) * 1_000_000n);
    return span({ traceId, startTimeUnixNano: nanos, endTimeUnixNano: nanos });
  });
  expect(await send(OTLP, exportOf(...spans))).toEqual({ status: 200, body: {} });
  expect(await drained(120)).toMatchObject({ stored: 120, deadLettered: 0 });
  expect((await trace(traceId)).observations).toHaveLength(120);
});

test('B09: a clock that steps back an hour and ahead a day loses nothing and lets nothing expire early', async () => {
  const { projectId, send, drained, trace } = await newProject();
  const ids: string[] = [];
  for (const stepMs of [0, -3_600_000, 3_600_000, 86_400_000, -86_400_000]) {
    clock.advance(stepMs);
    const id = randomUUID();
    ids.push(id);
    await send(BATCH, { batch: [event('trace-create', { id, name: `after ${stepMs}` })] });
  }
  expect(await drained(5)).toMatchObject({ stored: 5 });
  for (const id of ids) expect(await trace(id)).toMatchObject({ id });
  const kept = await stores.engines.db
    .selectFrom('ingestion_segments')
    .select('frames')
    .where('project_id', '=', projectId)
    .execute();
  expect(kept.reduce((sum, { frames }) => sum + (frames ?? 0), 0)).toBe(5);
});

test('B10: a step that is created before midnight of a month’s end and updated after it is one', async () => {
  const { send, trace, read, drained } = await newProject();
  const [before, after] = ['2026-10-31T23:59:59.900Z', '2026-11-01T00:00:00.100Z'];
  const id = randomUUID();
  await send(BATCH, { batch: [event('span-update', { id, traceId: id, output: 'late', endTime: after }, after)] });
  await drained(1);
  await send(BATCH, {
    batch: [event('span-create', { id, traceId: id, startTime: before, input: 'early' }, before)],
  });
  await vi.waitFor(
    async () => expect((await trace(id)).observations).toMatchObject([{ input: 'early', output: 'late' }]),
    20_000,
  );
  expect((await read('observations')).body).toMatchObject({ meta: { totalItems: 1 } });
});

test(
  'C06: a million names, ten million items and a text of 100 MB are refused or stored, never a failure',
  { timeout: 120_000 },
  async () => {
    const { send, drained } = await newProject();
    const names = Array.from({ length: 1_000_000 }, (_, n) => `"k${n}":1`).join(',');
    const batchOf = (input: string) =>
      `{"batch":[{"id":"e","type":"span-create","timestamp":"${AT}","body":{"id":"s","input":${input}}}]}`;
    const statuses: number[] = [];
    for (const input of [`{${names}}`, `[${'1,'.repeat(9_999_999)}1]`, `"${'x'.repeat(100_000_000)}"`])
      statuses.push((await send(BATCH, batchOf(input))).status);
    expect(statuses).toEqual([207, 207, 413]);
    expect(await drained(3)).toMatchObject({ stored: 2, refused: 1 });
  },
);

test(
  'A19: a span of 50 MB is refused with the reason, and its neighbours are stored',
  { timeout: 240_000 },
  async () => {
    const { send, trace, drained } = await newProject();
    const traceId = hex(16);
    // What repeats itself would be taken for a bomb.
    const input = { key: 'input.value', value: { stringValue: randomBytes(25_000_000).toString('hex') } };
    const spans = [span({ traceId }), span({ traceId, attributes: [input] }), span({ traceId })];
    const packed = gzipSync(JSON.stringify(exportOf(...spans)));
    const sent = await send(OTLP, packed, { 'content-encoding': 'gzip' });
    expect(sent).toMatchObject({
      status: 200,
      body: {
        partialSuccess: {
          rejectedSpans: '1',
          errorMessage: expect.stringContaining('a text over 10000000 characters'),
        },
      },
    });
    expect(await drained(3)).toMatchObject({ stored: 2, refused: 1, deadLettered: 0 });
    expect((await trace(traceId)).observations).toHaveLength(2);
  },
);

test('A23: a message of an older program is worked on, and one that nobody knows holds up nothing', async () => {
  const { projectId, send, drained } = await newProject();
  await send(BATCH, { batch: [event('trace-create', { id: randomUUID(), name: 'first' })] });
  await drained(1);
  const { queue, db } = stores.engines;
  const [segment] = await db
    .updateTable('ingestion_segments')
    .set({ committed_at: null })
    .where('project_id', '=', projectId)
    .returning('key')
    .execute();
  await queue.add({ group: 'ingestion', name: 'a-job-that-is-gone', data: { any: 1 }, attempts: 1 });
  await queue.add({ group: 'ingestion', name: 'process-segment', data: { segment: segment?.key }, attempts: 1 });
  await queue.add({ group: 'ingestion', name: 'process-segment', data: { key: segment?.key }, attempts: 1 });
  expect(await drained(1)).toEqual({ received: 1, stored: 1, queued: 0, deadLettered: 0, refused: 0 });
});
