import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testProject, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const SECRET = 'ann.of.the.canary@example.com';
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

/** Files of the journal and the blobs that hold the text. */
async function filesWith(text: string): Promise<string[]> {
  const entries = await readdir(stores.folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (bytes.includes(text)) found.push(entry.name);
  }
  return found;
}

function eventsOf(traceId: string) {
  const at = '2026-11-18T10:00:00.000Z';
  const event = (type: string, body: object) => ({ id: `${type}-${traceId}`, type, timestamp: at, body });
  return {
    batch: [
      event('trace-create', { id: traceId, timestamp: at, name: `by ${SECRET}`, input: { from: [SECRET] } }),
      event('score-create', { id: `${traceId}-score`, traceId, name: 'good', value: 1, comment: `says ${SECRET}` }),
      event('no-such-type', { id: 'refused', input: SECRET }),
    ],
  };
}

test('nothing that a rule masks is in the journal, a blob, a sample of a refusal or an answer; a project without rules keeps what it is sent', async () => {
  const [masking, plain] = [await testProject(stores.engines), await testProject(stores.engines)];
  const rules = JSON.stringify([{ kind: 'pattern', pattern: '[\\w.]+@[\\w.]+', replacement: '[mail]' }]);
  await stores.engines.db.insertInto('masking_rules').values({ project_id: masking.projectId, rules }).execute();
  const send = (of: typeof masking, url: string, payload: object | string, type = 'application/json') =>
    server.inject({ method: 'POST', url, headers: { authorization: of.authorization, 'content-type': type }, payload });
  const traceId = 'masked-trace';
  expect((await send(masking, '/api/public/ingestion', eventsOf(traceId))).statusCode).toBe(207);
  await send(masking, '/api/public/ingestion', `{"batch": [ ${SECRET} no JSON`);
  await send(masking, '/api/public/scores', { traceId, name: 'liked', value: 1, comment: SECRET });
  const span = {
    ...{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', name: SECRET },
    ...{ startTimeUnixNano: '1763000000000000000', endTimeUnixNano: '1763000001000000000' },
    attributes: [{ key: 'input.value', value: { stringValue: JSON.stringify({ from: SECRET }) } }],
  };
  const otlp = { resourceSpans: [{ scopeSpans: [{ spans: [span, { ...span, spanId: 'not hex' }] }] }] };
  expect((await send(masking, '/api/public/otel/v1/traces', otlp)).statusCode).toBe(200);
  const read = (of: typeof masking, path: string) =>
    server.inject({ url: `/api/public/${path}`, headers: { authorization: of.authorization } });
  for (const path of [`traces/${traceId}`, `scores/${traceId}-score`, `traces/${span.traceId}`])
    await vi.waitFor(
      async () => {
        const { statusCode, body } = await read(masking, path);
        expect(statusCode).toBe(200);
        expect(body).toContain('[mail]');
        expect(body).not.toContain(SECRET);
      },
      { timeout: 50_000, interval: 200 },
    );
  await vi.waitFor(
    async () => {
      const samples = await stores.engines.db
        .selectFrom('ingestion_refusal_samples')
        .selectAll()
        .where('project_id', '=', masking.projectId)
        .execute();
      expect(samples.length).toBeGreaterThan(0);
      expect(JSON.stringify(samples)).not.toContain(SECRET);
    },
    { timeout: 20_000, interval: 200 },
  );
  expect(await filesWith(SECRET)).toEqual([]);

  await send(plain, '/api/public/ingestion', eventsOf('plain-trace'));
  await vi.waitFor(async () => expect((await read(plain, 'traces/plain-trace')).body).toContain(SECRET), {
    timeout: 50_000,
    interval: 200,
  });
  expect((await filesWith(SECRET)).length).toBeGreaterThan(0);
});
