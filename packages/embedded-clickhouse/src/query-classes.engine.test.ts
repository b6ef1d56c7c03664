import { afterAll, beforeAll, expect, test } from 'vitest';
import { QUERY_CLASSES } from './query-classes.ts';
import type { QueryClass } from './query-classes.ts';
import { rowsOf, startTestEngine, until } from './test-engine.ts';
import type { TestEngine } from './test-engine.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine[Symbol.asyncDispose]());

function runIn(workload: QueryClass, query: string, query_id?: string): Promise<string> {
  return engine.client
    .query({ query, format: 'TabSeparated', clickhouse_settings: { workload }, ...(query_id && { query_id }) })
    .then((result) => result.text());
}

async function holdPurge(queryId: string): Promise<{ release(): Promise<unknown> }> {
  const held = runIn(
    'purge',
    'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(number) SETTINGS max_threads = 1',
    queryId,
  ).catch((error: unknown) => error);
  await until(() => isRunning(queryId));
  return {
    async release() {
      await engine.client.command({ query: `KILL QUERY WHERE query_id = '${queryId}' SYNC` });
      return held;
    },
  };
}

async function isRunning(queryId: string): Promise<boolean> {
  const query = `SELECT 1 FROM system.processes WHERE query_id = '${queryId}'`;
  return (await rowsOf(engine.client, query)).length === 1;
}

async function countWaiting(): Promise<number> {
  const query = "SELECT toInt32(value) AS n FROM system.metrics WHERE metric = 'ConcurrentQueryScheduled'";
  return (await rowsOf<{ n: number }>(engine.client, query))[0]!.n;
}

test('a slow class holds up neither another class nor a query without one', async () => {
  const slow = await holdPurge('slow');
  const started = performance.now();
  expect(await runIn('ui', 'SELECT 1')).toBe('1\n');
  expect(await runIn('ingest', 'SELECT 2')).toBe('2\n');
  expect(await rowsOf(engine.client, 'SELECT 3 AS n')).toEqual([{ n: 3 }]);
  expect(performance.now() - started).toBeLessThan(1000);
  await slow.release();
});

test('within a class queries wait their turn', async () => {
  const slow = await holdPurge('first');
  let finished = false;
  const waiting = runIn('purge', 'SELECT 1').then((text) => {
    finished = true;
    return text;
  });
  expect(await runIn('ui', 'SELECT sleep(0.2)')).toBe('0\n');
  expect(finished).toBe(false);
  await slow.release();
  expect(await waiting).toBe('1\n');
});

test('a class with too many waiting refuses the next one with code 745', async () => {
  const slow = await holdPurge('full');
  const waiting = Array.from({ length: QUERY_CLASSES.purge.waiting }, () => runIn('purge', 'SELECT 1'));
  const answers = Promise.all(waiting);
  await until(async () => (await countWaiting()) === QUERY_CLASSES.purge.waiting);
  await expect(runIn('purge', 'SELECT 1')).rejects.toMatchObject({ code: '745', type: 'SERVER_OVERLOADED' });
  await slow.release();
  expect(await answers).toEqual(waiting.map(() => '1\n'));
});

test('an unknown class is served, as a server without classes would', async () => {
  const result = await engine.client.query({
    query: 'SELECT 1',
    format: 'TabSeparated',
    clickhouse_settings: { workload: 'nobody-declared-it' },
  });
  expect(await result.text()).toBe('1\n');
});
