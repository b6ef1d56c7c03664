import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOwnMemoryBytes, rowsOf, startTestEngine, TEST_MEMORY_BYTES, until } from './test-engine.ts';
import type { TestEngine } from './test-engine.ts';

const ENDLESS = 'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(number)';
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine[Symbol.asyncDispose]());

async function isKnown(queryId: string): Promise<boolean> {
  const query = `SELECT query_id FROM system.processes WHERE query_id = '${queryId}'`;
  return (await rowsOf(engine.client, query)).length > 0;
}

test('a result larger than the memory limit streams through flat memory', async () => {
  const query = 'SELECT number, repeat(toString(number), 100) AS text FROM numbers(1700000) FORMAT JSONEachRow';
  const { stream } = await engine.client.exec({ query });
  let bytes = 0;
  let peakBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (bytes >> 23 !== (bytes + chunk.length) >> 23) {
      peakBytes = Math.max(peakBytes, (await findOwnMemoryBytes(engine.engine.pid)) ?? 0);
    }
    bytes += chunk.length;
  }
  expect(bytes).toBeGreaterThan(TEST_MEMORY_BYTES);
  expect(peakBytes).toBeLessThan(TEST_MEMORY_BYTES / 3);
});

test('an error after the stream has begun reaches the reader', async () => {
  const query = 'SELECT throwIf(number = 2000000) AS a, number FROM numbers(4000000)';
  const result = await engine.client.query({ query, format: 'JSONEachRow' });
  const read = async () => {
    let rows = 0;
    for await (const chunk of result.stream()) rows += chunk.length;
    return rows;
  };
  await expect(read()).rejects.toMatchObject({ code: '395' });
});

test('KILL QUERY by id ends a running query', async () => {
  const running = engine.client.query({ query: ENDLESS, query_id: 'to-kill' }).catch((error: unknown) => error);
  await until(() => isKnown('to-kill'));
  await engine.client.command({ query: "KILL QUERY WHERE query_id = 'to-kill' SYNC" });
  expect(await running).toMatchObject({ code: '394' });
  expect(await isKnown('to-kill')).toBe(false);
});

test('a read-only query ends when its client goes away', async () => {
  const abort = new AbortController();
  const running = engine.client
    .query({
      query: ENDLESS,
      query_id: 'left',
      abort_signal: abort.signal,
      clickhouse_settings: { readonly: '2' },
    })
    .catch((error: unknown) => error);
  await until(() => isKnown('left'));
  abort.abort();
  await running;
  await until(async () => !(await isKnown('left')));
});

test('a query beyond its memory fails with code 241 and the engine goes on', async () => {
  const query = "SELECT groupArray(repeat('x', 1000)) FROM numbers(10000000) FORMAT Null";
  await expect(engine.client.command({ query })).rejects.toMatchObject({ code: '241', type: 'MEMORY_LIMIT_EXCEEDED' });
  expect(await rowsOf(engine.client, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a query past max_execution_time ends with code 159', async () => {
  const limited = { query: ENDLESS, clickhouse_settings: { max_execution_time: 1 } };
  await expect(engine.client.query(limited)).rejects.toMatchObject({ code: '159' });
});
