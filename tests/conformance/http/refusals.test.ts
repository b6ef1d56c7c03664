import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { basicAuth, post, running, send } from '../../harness/public-api.ts';
import type { Answer } from '../../harness/public-api.ts';

const INGESTION = '/api/public/ingestion';
const OTLP = '/api/public/otel/v1/traces';
const JSON_TYPE = { 'content-type': 'application/json' };
const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const ACCEPTED = { method: 'POST', body: '{"batch":[]}', headers: JSON_TYPE };

/** The key that `send` adds by itself is replaced. */
const withAuth = (path: string, authorization: string) => send(path, { headers: { authorization } });

describe('who calls', () => {
  it('refuses a request without a key', async () => {
    const answer = await fetch(new URL('/api/public/projects', running().url));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('No authorization header') });
  });

  it.each([
    ['a wrong secret', basicAuth({ ...running(), secretKey: 'sk-tm-wrong' }).authorization],
    ['unknown keys', basicAuth({ publicKey: 'pk-tm-nobody', secretKey: 'sk-tm-nobody' }).authorization],
    ['no base64', 'Basic §§§'.normalize()],
    ['no colon', `Basic ${Buffer.from('just-text').toString('base64')}`],
    ['another scheme', 'Digest username="x"'],
    ['a very long key', `Basic ${'A'.repeat(8_000)}`],
  ])('refuses %s on every kind of route', async (_, authorization) => {
    const ascii = authorization.replace(/[^\x20-\x7e]/g, '!');
    for (const path of ['/api/public/projects', '/api/public/traces', '/api/public/v2/observations']) {
      const answer = await withAuth(path, ascii);
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      expect(answer.json).toMatchObject({ message: expect.any(String) });
    }
    for (const path of [INGESTION, OTLP]) {
      const answer = await send(path, { ...ACCEPTED, headers: { ...JSON_TYPE, authorization: ascii } });
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
    }
  });

  it('lets a public key alone write scores, and nothing else', async () => {
    const authorization = `Bearer ${running().publicKey}`;
    const batch = [
      event('trace-create', { id: 'scores-only', name: 'no' }),
      event('score-create', score('scores-only')),
    ];
    const answer = await post(INGESTION, { batch }, { authorization });
    expect(answer.status).toBe(207);
    expect(answer.json).toMatchObject({
      successes: [{ id: batch[1]?.id, status: 201 }],
      errors: [{ id: batch[0]?.id, status: 401 }],
    });
    expect((await withAuth('/api/public/traces', authorization)).status).toBeGreaterThanOrEqual(401);
    expect((await withAuth('/api/public/traces', authorization)).status).toBeLessThanOrEqual(403);
  });
});

describe('bodies that are no batch', () => {
  it.each([
    ['an empty body', ''],
    ['no JSON', '{"batch": ['],
    ['another JSON', '[1, 2]'],
    ['null', 'null'],
    ['a batch that is no list', '{"batch": {"0": {}}}'],
    ['no batch at all', '{"events": []}'],
    ['too deep', `{"batch":[${'['.repeat(10_000)}${']'.repeat(10_000)}]}`],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('refuses %s with 400 and a reason', async (_, body) => {
    const answer = await send(INGESTION, { method: 'POST', headers: JSON_TYPE, body: body as BodyInit });
    expectRefusal(answer, 400);
  });

  it('refuses a body over the limit with 413, whether declared or found out', async () => {
    const big = 'x'.repeat(21 * 2 ** 20);
    expectRefusal(await send(INGESTION, { method: 'POST', headers: JSON_TYPE, body: big }), 413);
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20, ' '));
    const packed = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    expectRefusal(await send(INGESTION, { method: 'POST', headers: packed, body: bomb }), 413);
    expectRefusal(
      await send(OTLP, { method: 'POST', headers: { ...PROTOBUF, 'content-encoding': 'gzip' }, body: bomb }),
      413,
    );
  });

  it('refuses a body that is not packed as it says, and an unknown packing', async () => {
    const packed = (encoding: string) => ({ ...JSON_TYPE, 'content-encoding': encoding });
    expectRefusal(await send(INGESTION, { ...ACCEPTED, headers: packed('gzip') }), 400);
    expectRefusal(await send(INGESTION, { ...ACCEPTED, headers: packed('br') }), 415);
  });

  it('accepts an empty batch', async () => {
    const answer = await send(INGESTION, ACCEPTED);
    expect(answer.status).toBe(207);
    expect(answer.json).toEqual({ successes: [], errors: [] });
  });
});

describe('bodies that are no trace export', () => {
  it.each([
    ['protobuf that does not decode', PROTOBUF, Buffer.from('this is not protobuf at all, is it?')],
    ['JSON that does not parse', JSON_TYPE, '{"resourceSpans":'],
    ['JSON of another shape', JSON_TYPE, '{"resourceSpans":{"scopeSpans":7}}'],
    ['JSON that is too deep', JSON_TYPE, `{"resourceSpans":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['a packed body that does not unpack', { ...PROTOBUF, 'content-encoding': 'gzip' }, 'no gzip'],
    ['an unknown convention', { ...JSON_TYPE, 'x-langfuse-ingestion-version': '99' }, '{"resourceSpans":[]}'],
  ])('refuses %s', async (_, headers, body) => {
    expectRefusal(await send(OTLP, { method: 'POST', headers, body: body as BodyInit }), 400);
  });

  it('refuses another content type', async () => {
    const answer = await send(OTLP, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' });
    expectRefusal(answer, 415);
  });

  it('accepts an empty export of either encoding', async () => {
    for (const headers of [PROTOBUF, JSON_TYPE])
      expect((await send(OTLP, { method: 'POST', headers, body: '' })).status).toBe(200);
    expect((await send(OTLP, { method: 'POST', headers: JSON_TYPE, body: '{"resourceSpans":[]}' })).status).toBe(200);
  });

  it('answers a metrics export, so that exporters of all signals stay quiet', async () => {
    const answer = await send('/api/public/otel/v1/metrics', { method: 'POST', headers: PROTOBUF, body: 'ignored' });
    expect(answer).toMatchObject({ status: 200, json: { message: 'OK' } });
  });
});

describe('routes and methods', () => {
  it.each([
    ['GET', INGESTION],
    ['PUT', '/api/public/traces'],
    ['DELETE', '/api/public/projects'],
    ['GET', OTLP],
  ])('answers %s %s with 405', async (method, path) => {
    const answer = await send(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.json).toMatchObject({ message: 'Method not allowed', error: 'MethodNotAllowedError' });
  });

  it.each(['/api/public/nothing-here', '/api/public/traces/a/b/c', '/api/public/'])(
    'answers %s with 404',
    async (path) => {
      const answer = await send(path);
      expect(answer.status).toBe(404);
      expect(answer.json).toMatchObject({ message: expect.any(String) });
    },
  );

  it.each([
    '/api/public/traces/none',
    '/api/public/observations/none',
    '/api/public/sessions/none',
    '/api/public/v2/scores/none',
  ])('answers %s with 404 when there is no such thing', async (path) => {
    const answer = await send(path);
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({ message: expect.any(String), error: 'LangfuseNotFoundError' });
  });

  it.each(['%00', '%ff%fe', 'a'.repeat(3_000), '..%2f..%2fetc', "'; DROP TABLE nowhere --"])(
    'answers 404 or 400 to the strange id %j',
    async (id) => {
      const answer = await send(`/api/public/traces/${id}`);
      expect([400, 404, 414]).toContain(answer.status);
    },
  );
});

describe('queries that cannot be understood', () => {
  const filter = (value: unknown) => encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
  it.each([
    ['page 0', '/api/public/traces?page=0'],
    ['a limit over 100', '/api/public/traces?limit=101'],
    ['a limit that is no number', '/api/public/observations?limit=many'],
    ['a time that is none', '/api/public/traces?fromTimestamp=yesterday'],
    ['an order that is none', '/api/public/traces?orderBy=colour.up'],
    ['a filter that is no JSON', `/api/public/traces?filter=${filter('[{')}`],
    [
      'a filter of an unknown column',
      `/api/public/traces?filter=${filter([{ type: 'string', column: 'shoeSize', operator: '=', value: 'x' }])}`,
    ],
    [
      'a filter with an unknown operator',
      `/api/public/traces?filter=${filter([{ type: 'string', column: 'name', operator: '~', value: 'x' }])}`,
    ],
    [
      'a filter with a value of another type',
      `/api/public/traces?filter=${filter([{ type: 'number', column: 'latency', operator: '>', value: 'fast' }])}`,
    ],
    ['a cursor that is none', '/api/public/v2/observations?cursor=garbage'],
    [
      'a cursor with foreign content',
      `/api/public/v2/observations?cursor=${Buffer.from('{"a":1}').toString('base64')}`,
    ],
    ['a limit over 1000', '/api/public/v2/observations?limit=1001'],
    ['parseIoAsJson', '/api/public/v2/observations?parseIoAsJson=true'],
    ['an unknown parameter of scores v3', '/api/public/v3/scores?colour=red'],
    ['a score cursor that is none', '/api/public/v3/scores?cursor=garbage'],
    ['a level that is none', '/api/public/observations?level=LOUD'],
  ])('answers %s with 400 and a reason', async (_, path) => {
    expectRefusal(await send(path), 400);
  });

  it('takes empty parameters as not given', async () => {
    expect((await send('/api/public/traces?page=&limit=&userId=&name=')).status).toBe(200);
  });
});

function expectRefusal(answer: Answer, status: number) {
  const text = answer.text.slice(0, 300);
  expect({ status: answer.status, text }).toEqual({ status, text });
  expect(answer.text).not.toMatch(/at .*\.ts:|\/node_modules\//);
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  if (isJson) expect(Object.keys(answer.json)).toContain(answer.json['message'] === undefined ? 'error' : 'message');
  else expect(answer.headers.get('content-type')).toContain('protobuf');
}

let counter = 0;

function event(type: string, body: Record<string, unknown>) {
  counter += 1;
  return { id: `refusal-${counter}`, type, timestamp: '2026-11-18T00:00:00Z', body };
}

function score(traceId: string) {
  return { traceId, name: 'from-browser', value: 1 };
}
