import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { startEmbeddedClickhouse } from './start-embedded-clickhouse.ts';
import type { EmbeddedClickhouseExit } from './start-embedded-clickhouse.ts';
import { createTestClient, createTestFolder, isRunning, rowsOf, TEST_MEMORY_BYTES, until } from './test-engine.ts';

const memoryLimitBytes = TEST_MEMORY_BYTES;
const DDL = 'CREATE TABLE t (id UInt64, text String) ENGINE = MergeTree ORDER BY id';

test('a restart finds the data, and a stop leaves no process and no configuration behind', async () => {
  await using folder = await createTestFolder();
  const pids: number[] = [];
  for (const expected of [0, 1]) {
    const engine = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
    pids.push(engine.pid);
    const client = createTestClient(engine.url);
    await client.command({ query: DDL.replace('TABLE', 'TABLE IF NOT EXISTS') });
    expect(await rowsOf(client, 'SELECT count() AS n FROM t')).toEqual([{ n: expected }]);
    await client.insert({ table: 't', values: [{ id: 1, text: 'kept' }], format: 'JSONEachRow' });
    await client.close();
    await engine[Symbol.asyncDispose]();
    expect(await readdir(join(folder.path, 'runs'))).toEqual([]);
  }
  expect(pids.filter(isRunning)).toEqual([]);
});

test('the engine killed while inserting loses no acknowledged row, and says so by onExit', async () => {
  await using folder = await createTestFolder();
  const exits: EmbeddedClickhouseExit[] = [];
  const onExit = (exit: EmbeddedClickhouseExit) => void exits.push(exit);
  const first = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes, onExit });
  const client = createTestClient(first.url);
  await client.command({ query: DDL });
  const acknowledged: number[] = [];
  const insert = async (writer: number) => {
    for (let batch = 0; exits.length === 0; batch++) {
      const from = (batch * 4 + writer) * 100;
      const values = Array.from({ length: 100 }, (_, i) => ({ id: from + i, text: 'x'.repeat(500) }));
      const done = await client.insert({ table: 't', values, format: 'JSONEachRow' }).then(
        () => true,
        () => false,
      );
      if (!done) return;
      acknowledged.push(from);
      if (acknowledged.length === 60) process.kill(first.pid, 'SIGKILL');
    }
  };
  await Promise.all([0, 1, 2, 3].map(insert));
  await until(() => exits.length === 1);
  expect(exits).toEqual([{ code: null, signal: 'SIGKILL' }]);
  await client.close();

  await using second = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
  const reopened = createTestClient(second.url);
  const batches = await rowsOf<{ start: number; n: number }>(
    reopened,
    'SELECT intDiv(id, 100) * 100 AS start, count() AS n FROM t GROUP BY start',
  );
  await reopened.close();
  const whole = new Set(batches.filter((batch) => Number(batch.n) === 100).map((batch) => Number(batch.start)));
  expect(acknowledged.filter((start) => !whole.has(start))).toEqual([]);
  expect(whole.size).toBe(batches.length);
  await first[Symbol.asyncDispose]();
});

test('an engine restarted after a crash keeps its URL when port and secret are given, and its client goes on', async () => {
  await using folder = await createTestFolder();
  const first = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
  const client = createTestClient(first.url);
  await client.command({ query: DDL });
  process.kill(first.pid, 'SIGKILL');
  await until(() => !isRunning(first.pid));

  const { port, password } = new URL(first.url);
  const same = { port: Number(port), secret: password };
  await using second = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes, ...same });
  expect(second.url).toBe(first.url);
  expect(await rowsOf(client, 'SELECT count() AS n FROM t')).toEqual([{ n: 0 }]);
  await client.close();
  await first[Symbol.asyncDispose]();
});

test('a second start on the same folder names the process that has it, and leaves that one alone', async () => {
  await using folder = await createTestFolder();
  await using engine = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
  const second = startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes, folderWaitMs: 0 });
  await expect(second).rejects.toThrow(`already in use by process ${engine.pid}`);
  const client = createTestClient(engine.url);
  expect(await rowsOf(client, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await client.close();
});

test('a parent killed with SIGKILL leaves no engine behind', async () => {
  await using folder = await createTestFolder();
  const face = new URL('./index.ts', import.meta.url).href;
  const script = `
    const { startEmbeddedClickhouse } = await import(${JSON.stringify(face)});
    const engine = await startEmbeddedClickhouse(${JSON.stringify({ dataDir: folder.path, memoryLimitBytes })});
    console.log(engine.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  const pid = Number(line);
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !isRunning(pid));
  await (await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes }))[Symbol.asyncDispose]();
});

test('SIGTERM to the engine stops it in good order', async () => {
  await using folder = await createTestFolder();
  const exits: EmbeddedClickhouseExit[] = [];
  await using engine = await startEmbeddedClickhouse({
    dataDir: folder.path,
    memoryLimitBytes,
    onExit: (exit) => void exits.push(exit),
  });
  process.kill(engine.pid, 'SIGTERM');
  await until(() => exits.length === 1);
  expect(exits).toEqual([{ code: 0, signal: null }]);
});

test('SIGINT, which a terminal sends to all at once, does not stop the engine', async () => {
  await using folder = await createTestFolder();
  await using engine = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
  const client = createTestClient(engine.url);
  for (let i = 0; i < 3; i++) {
    process.kill(engine.pid, 'SIGINT');
    expect(await rowsOf(client, 'SELECT sleep(0.1) AS slept')).toEqual([{ slept: 0 }]);
  }
  await client.close();
  expect(isRunning(engine.pid)).toBe(true);
});

test('a stop lets a running query finish', async () => {
  await using folder = await createTestFolder();
  const engine = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
  const client = createTestClient(engine.url);
  const running = client.query({ query: 'SELECT sleep(1.5) AS slept', query_id: 'last', format: 'TabSeparated' });
  await until(
    async () => (await rowsOf(client, "SELECT 1 FROM system.processes WHERE query_id = 'last'")).length === 1,
  );
  const stopped = engine[Symbol.asyncDispose]();
  expect(await (await running).text()).toBe('0\n');
  await client.close();
  await stopped;
});

test('a stop does not wait for ever for a query that never ends, and what was inserted is kept', async () => {
  await using folder = await createTestFolder();
  const engine = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
  const client = createTestClient(engine.url);
  await client.command({ query: DDL });
  await client.insert({ table: 't', values: [{ id: 1, text: 'kept' }], format: 'JSONEachRow' });
  const query = 'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(number)';
  const failed = client.query({ query, query_id: 'endless' }).catch((error: unknown) => error);
  await until(
    async () => (await rowsOf(client, "SELECT 1 FROM system.processes WHERE query_id = 'endless'")).length === 1,
  );
  // The next start is not told when the folder is free; it waits for it.
  const stopped = engine[Symbol.asyncDispose]();
  await using next = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes });
  await stopped;
  expect(await failed).toBeInstanceOf(Error);
  await client.close();
  const reopened = createTestClient(next.url);
  expect(await rowsOf(reopened, 'SELECT count() AS n FROM t')).toEqual([{ n: 1 }]);
  await reopened.close();
});

test('a port that is taken fails the start with the reason', async () => {
  await using folder = await createTestFolder();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const start = startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes, port });
  await expect(start).rejects.toThrow(/did not start.*Address already in use/s);
  server.close();
});

test('a secret that could be guessed or would not fit a URL is refused', async () => {
  for (const secret of ['short', 'has a space in it anyhow']) {
    const start = startEmbeddedClickhouse({ dataDir: '/nonexistent', memoryLimitBytes, secret });
    await expect(start).rejects.toThrow(/secret must be/);
  }
});

test('a memory limit too small to work with is refused', async () => {
  const start = startEmbeddedClickhouse({ dataDir: '/nonexistent', memoryLimitBytes: 1000 });
  await expect(start).rejects.toThrow(/at least 536870912/);
});
