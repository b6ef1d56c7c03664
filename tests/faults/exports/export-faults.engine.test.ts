import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import {
  ALL_OBSERVATIONS,
  exported,
  fileBytes,
  fillObservations,
  newExport,
  streamAll,
  workAll,
} from '@tidemark/server/testing-exports';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startHttpFaultProxy } from '../../harness/http-fault-proxy.ts';
import type { HttpFault, HttpFaultProxy } from '../../harness/http-fault-proxy.ts';

const ROWS = 3000;
const TAG = 'abcdefghijklmnop';

let proxy: HttpFaultProxy;
let stores: TestEngines;
beforeAll(async () => {
  proxy = await startHttpFaultProxy({ port: Number(new URL(inject('clickhouseUrl')).port) });
  stores = await testEngines(undefined, { clickhouse: proxy.through });
});
afterAll(async () => {
  await stores?.[Symbol.asyncDispose]();
  await proxy?.[Symbol.asyncDispose]();
});

async function filledProject(): Promise<string> {
  const { projectId } = await testPeople(stores.engines).newOrganization();
  await fillObservations(stores.engines, { projectId, to: ROWS });
  return projectId;
}

const refused = (code: number, name: string): HttpFault => ({
  kind: 'answer',
  status: 500,
  headers: { 'x-clickhouse-exception-code': String(code) },
  body: `Code: ${code}. DB::Exception: as the test wants it. (${name})`,
});

/** How the answer to a file of a window goes wrong. */
const FAULTS: Record<string, HttpFault> = {
  'the time that ran out (159)': refused(159, 'TIMEOUT_EXCEEDED'),
  'the memory that ran out (241)': refused(241, 'MEMORY_LIMIT_EXCEEDED'),
  'an engine that is busy (202)': refused(202, 'TOO_MANY_SIMULTANEOUS_QUERIES'),
  'an answer that is lost': { kind: 'lose-answer' },
  'a connection that breaks in the middle of the file': { kind: 'cut-answer', afterBytes: 20_000 },
  'an answer that ends in the middle of a row as if that were all': { kind: 'end-answer', afterBytes: 20_000 },
  'an exception after HTTP 200 and half of a file': {
    kind: 'answer',
    status: 200,
    headers: { 'x-clickhouse-exception-tag': TAG, 'x-clickhouse-summary': '{"result_rows":"1000"}' },
    body: `{"id":"step-1"}\n\r\n__exception__\r\n${TAG}\r\nCode: 395. DB::Exception: later\n27 ${TAG}\r\n__exception__\r\n`,
  },
};

test.each(['jsonl', 'parquet'] as const)(
  'G03: a window (%s) whose file does not come as a whole, for whatever reason, is written again, and no file holds an error or half a row',
  async (format) => {
    const projectId = await filledProject();
    const id = await newExport(stores.engines, { projectId, request: { ...ALL_OBSERVATIONS, format } });
    const left = Object.values(FAULTS);
    const struck = proxy.faults;
    proxy.decide = ({ url }) => (url.includes('wait_end_of_query=1') ? (left.shift() ?? null) : null);
    await workAll(stores.engines);
    proxy.decide = () => null;
    expect(proxy.faults - struck).toBe(Object.keys(FAULTS).length);
    const done = await exported(stores.engines, { projectId, id });
    expect(done.run).toMatchObject({
      state: 'COMPLETED',
      rows: ROWS,
      splits: 2,
      retries: Object.keys(FAULTS).length - 2,
    });
    const files = await fileBytes(stores.engines, done);
    expect(done.stored).toHaveLength(done.files.length + 1);
    if (format === 'parquet')
      return expect(files.filter((file) => file.subarray(-4).toString() !== 'PAR1')).toEqual([]);
    const ids = files
      .flatMap((one) => one.toString().split('\n').filter(Boolean))
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect({ lines: ids.length, ids: new Set(ids).size }).toEqual({ lines: ROWS, ids: ROWS });
  },
);

test('G03: a stream in which the engine itself fails after the first byte breaks, and does not end well', async () => {
  const projectId = await filledProject();
  const filter = { column: 'metadata', key: 'number', op: '=', value: '1' } as const;
  const whole = await streamAll(stores.engines, { projectId, take: ({ body }) => text(body) });
  expect(whole.trim().split('\n')).toHaveLength(ROWS);
  const some = await streamAll(stores.engines, { projectId, filter, take: ({ body }) => text(body) });
  expect(some.trim().split('\n')).toHaveLength(1);
  const failing = streamAll(stores.engines, {
    projectId,
    failAt: ROWS - 10,
    take: async ({ body }) => {
      let bytes = 0;
      for await (const piece of body) bytes += (piece as Buffer).length;
      return bytes;
    },
  });
  await expect(failing).rejects.toMatchObject({ code: expect.stringMatching(/unavailable|internal/) });
});

test('G15: whoever asked for a stream and goes away ends the query in the engine', async () => {
  const projectId = await filledProject();
  await fillObservations(stores.engines, { projectId, from: ROWS, to: 4 * ROWS });
  const gone = new AbortController();
  const reading = streamAll(stores.engines, {
    projectId,
    slow: true,
    signal: gone.signal,
    take: ({ body }) => text(body),
  });
  const ended = reading.then(
    () => 'well',
    () => 'broken off',
  );
  await expect.poll(runningExports).toBe(1);
  gone.abort();
  expect(await ended).toBe('broken off');
  // By itself it would take more than twice as long.
  await expect.poll(runningExports, { timeout: 3000 }).toBe(0);
});

async function runningExports(): Promise<number> {
  const { origin, username, password } = new URL(inject('clickhouseUrl'));
  const query = `SELECT count() FROM system.processes WHERE Settings['log_comment'] LIKE '%exports.stream%'`;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const answer = await fetch(origin, { method: 'POST', headers: { authorization }, body: query });
  return Number(await answer.text());
}

test('G15: a store that takes no file fails the run with its reason once it was tried, and leaves nothing', async () => {
  const projectId = await filledProject();
  const folder = join(stores.folder, 'blobs', 'projects', projectId);
  await mkdir(folder, { recursive: true });
  // A file where the folder of exports would have to be.
  await writeFile(join(folder, 'exports'), '');
  const id = await newExport(stores.engines, { projectId, request: ALL_OBSERVATIONS });
  await workAll(stores.engines, { outages: 3 });
  await rm(join(folder, 'exports'));
  const done = await exported(stores.engines, { projectId, id });
  expect(done).toMatchObject({ run: { state: 'FAILED', rows: 0, retries: 3 }, files: [], stored: [] });
  expect(done.run.error).toMatch(/disk/);
});
