import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedClickhouse } from '@tidemark/embedded-clickhouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findExport, startExport } from '#features/exports';
import { openIngestion } from '#features/ingestion';
import { connectClickHouse } from '#platform/clickhouse/client';
import type { ClickHouse } from '#platform/clickhouse/client';
import { migrateClickHouse } from '#platform/clickhouse/migrate';
import { CLASS_LIMITS, QUERY_CLASSES } from '#platform/clickhouse/query-class';
import type { QueryClass } from '#platform/clickhouse/query-class';
import type { QuerySeen } from '#platform/clickhouse/query-seen';
import { param, sql } from '#platform/clickhouse/sql';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import { systemClock } from '#platform/clock/clock';
import { MIGRATIONS } from './open-stores.ts';
import { startWorkers } from './start-workers.ts';
import { testEngines } from './testing.ts';
import { testProject } from './testing-server.ts';

const DEPLOY = new URL('../../../../deploy/clickhouse/', import.meta.url);
const USER_OF = { write: 'tidemark_write', read: 'tidemark_read', export: 'tidemark_export' } as const;
const stack = new AsyncDisposableStack();
const seen: QuerySeen[] = [];
let urls: Record<keyof typeof USER_OF, string>;
let ch: ClickHouse;
let admin: ClickHouse;

/** A real engine with the users of the file that we give to operators, and the product's client to each of them. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-users-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const usersFile = join(folder, 'users.xml');
  await writeFile(usersFile, withPasswords(await readFile(new URL('users.xml', DEPLOY), 'utf8')));
  const memoryLimitBytes = 1024 * 2 ** 20;
  const engine = stack.use(
    await startEmbeddedClickhouse({ dataDir: join(folder, 'data'), memoryLimitBytes, usersFile }),
  );
  admin = stack.use(connectClickHouse({ url: engine.url }));
  await admin.command({ sql: sql`CREATE DATABASE tidemark`, class: 'ingest', who: 'test' });
  const url = (endpoint: keyof typeof USER_OF) => {
    const own = new URL(engine.url);
    own.username = USER_OF[endpoint];
    own.password = passwordOf(endpoint.toUpperCase());
    own.pathname = '/tidemark';
    return own.href;
  };
  urls = { write: url('write'), read: url('read'), export: url('export') };
  ch = stack.use(
    connectClickHouse({
      url: urls.write,
      readUrl: urls.read,
      exportUrl: urls.export,
      onQuery: (one) => void seen.push(one),
    }),
  );
  await migrateClickHouse({ ch, clock: systemClock(), directory: MIGRATIONS.clickhouse });
});

afterAll(() => stack.disposeAsync());

/** What the server's environment would hold. */
const passwordOf = (endpoint: string) => `the password of ${endpoint}`;

function withPasswords(file: string): string {
  return file.replaceAll(
    /<password_sha256_hex from_env="TIDEMARK_(\w+)_PASSWORD_SHA256"\/>/g,
    (_, endpoint: string) =>
      `<password_sha256_hex>${createHash('sha256').update(passwordOf(endpoint)).digest('hex')}</password_sha256_hex>`,
  );
}

const asked = <Class extends QueryClass>(queryClass: Class) => ({ class: queryClass, who: 'test' });

test('each class goes to the user of its address: reads and exports never ask where is written', async () => {
  for (const name of QUERY_CLASSES) {
    const [row] = await ch.query({
      sql: sql`SELECT currentUser() AS user, (SELECT count() FROM observations) AS rows`,
      schema: z.object({ user: z.string(), rows: z.number() }),
      ...asked(name),
    });
    expect(row).toEqual({ user: USER_OF[CLASS_LIMITS[name].endpoint], rows: 0 });
  }
});

test('without addresses of their own, exports go where reads go, and reads where is written', async () => {
  await using one = connectClickHouse({ url: urls.write });
  await using two = connectClickHouse({ url: urls.write, readUrl: urls.read });
  const schema = z.object({ user: z.string() });
  const user = async (client: ClickHouse, name: QueryClass) =>
    (await client.query({ sql: sql`SELECT currentUser() AS user`, schema, ...asked(name) }))[0]?.user;
  expect(await user(one, 'export')).toBe(USER_OF.write);
  expect(await user(two, 'export')).toBe(USER_OF.read);
  expect(await user(two, 'ingest')).toBe(USER_OF.write);
});

test('G16: the role of exports has its own user and profile: it reads only, and no statement gets around its limits', async () => {
  const { maxMemoryBytes, maxExecutionTime } = CLASS_LIMITS.export;
  const ask = (settings: string) =>
    ch.query({ sql: trustedSql(`SELECT 1 AS n SETTINGS ${settings}`), schema: z.unknown(), ...asked('export') });
  const beyond = [
    `max_memory_usage = ${maxMemoryBytes + 1}`,
    'max_memory_usage = 0',
    'max_threads = 2',
    'max_threads = 0',
    `max_execution_time = ${maxExecutionTime + 1}`,
    'max_execution_time = 0',
    'priority = 1',
    "workload = 'ingest'",
    'readonly = 0',
  ];
  for (const settings of beyond)
    await expect(ask(settings), settings).rejects.toMatchObject({
      cause: expect.objectContaining({ type: expect.stringMatching(/SETTING_CONSTRAINT_VIOLATION|READONLY/) }),
    });
  expect(await ask(`max_memory_usage = ${maxMemoryBytes / 2}, readonly = 2`)).toHaveLength(1);
  const records = sql`SELECT n FROM format(JSONEachRow, 'n UInt8', ${param.string('{"n":1}')})`;
  expect(await ch.query({ sql: records, schema: z.unknown(), ...asked('export') })).toHaveLength(1);
  const denied = { cause: expect.objectContaining({ type: expect.stringMatching(/READONLY|ACCESS_DENIED/) }) };
  for (const name of ['export', 'ui', 'api'] as const) {
    const ndjson = Buffer.from('{}\n');
    // The types do not let it be written.
    const given = asked(name as never as 'ingest');
    await expect(ch.insert({ table: 'scores', ndjson, ...given }), name).rejects.toMatchObject(denied);
    await expect(ch.command({ sql: sql`DROP TABLE scores`, ...given }), name).rejects.toMatchObject(denied);
  }
});

test('G16: the file for servers names every class as a workload, and the engine takes it', async () => {
  const statements = (await readFile(new URL('workloads.sql', DEPLOY), 'utf8'))
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .filter((text) => text.trim() !== '');
  for (const text of statements) await admin.command({ sql: trustedSql(text), ...asked('ingest') });
  const rows = await admin.query({
    sql: sql`SELECT name FROM system.workloads WHERE parent = 'everything'`,
    schema: z.object({ name: z.string() }),
    ...asked('ingest'),
  });
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...QUERY_CLASSES]));
});

const Process = z.object({ Settings: z.record(z.string(), z.string()), log_comment: z.string(), user: z.string() });

test('G07: while a statement runs, the engine’s own list says its class, its limits and who asked', async () => {
  for (const name of QUERY_CLASSES) {
    const abort = new AbortController();
    const endless = ch
      .query({
        sql: sql`SELECT count() AS n FROM numbers(1000000000000) WHERE NOT ignore(number)`,
        schema: z.unknown(),
        class: name,
        who: `endless.${name}`,
        projectId: 'p',
        signal: abort.signal,
      })
      .catch((error: unknown) => error);
    const find = () =>
      admin.query({
        sql: sql`SELECT Settings, Settings['log_comment'] AS log_comment, user FROM system.processes
          WHERE Settings['log_comment'] LIKE ${param.string(`%endless.${name}%`)} AND user LIKE 'tidemark%'`,
        schema: Process,
        ...asked('ingest'),
      });
    await expect.poll(find).toHaveLength(1);
    const [running] = await find();
    const limits = CLASS_LIMITS[name];
    expect(running?.Settings).toMatchObject({
      max_memory_usage: `${limits.maxMemoryBytes}`,
      max_threads: `${limits.maxThreads}`,
      max_execution_time: `${limits.maxExecutionTime}`,
      priority: `${limits.priority}`,
      workload: name,
    });
    expect(JSON.parse(running?.log_comment ?? '')).toEqual({ class: name, who: `endless.${name}`, projectId: 'p' });
    expect(ch.lines()[name]).toEqual({ running: 1, waiting: 0 });
    abort.abort();
    await endless;
    await admin.command({
      sql: sql`KILL QUERY WHERE Settings['log_comment'] LIKE ${param.string(`%endless.${name}%`)} AND user LIKE 'tidemark%' SYNC`,
      ...asked('ingest'),
    });
    expect(ch.lines()[name]).toEqual({ running: 0, waiting: 0 });
  }
  expect(seen.filter(({ outcome }) => outcome === 'left').map(({ who }) => who)).toEqual(
    QUERY_CLASSES.map((name) => `endless.${name}`),
  );
});

test('no export takes more than 200 MB, and one that would is told so, which its watcher sees as a limit', async () => {
  expect(CLASS_LIMITS.export.maxMemoryBytes).toBeLessThanOrEqual(200 * 2 ** 20);
  const greedy = { sql: sql`SELECT groupArray(repeat('x', 1000)) AS n FROM numbers(10000000)`, schema: z.unknown() };
  await expect(ch.query({ ...greedy, class: 'export', who: 'greedy' })).rejects.toMatchObject({
    code: 'invalid',
    details: { ranOutOf: 'memory' },
  });
  expect(seen.findLast(({ who }) => who === 'greedy')).toMatchObject({ class: 'export', outcome: 'limit' });
});

test('a client that reads slowly holds up no other export: what is read as it comes never has all places', async () => {
  const file = (whole: boolean) => ({
    sql: sql`SELECT number, toString(cityHash64(number)) AS text FROM numbers(${param.int(whole ? 10 : 50_000_000)})`,
    format: 'jsonl' as const,
    compression: 'none' as const,
    whole,
    ...asked('export'),
  });
  const held = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  const slow = ch
    .writeFile(file(false), async () => {
      open.resolve();
      await held.promise;
    })
    .catch(() => undefined);
  await open.promise;
  const abort = new AbortController();
  const second = ch.writeFile({ ...file(false), signal: abort.signal }, async () => 'read').catch(() => 'left');
  expect(await ch.writeFile(file(true), ({ rows, body }) => (body.resume(), Promise.resolve(rows)))).toBe(10);
  abort.abort();
  expect(await second).toBe('left');
  held.resolve();
  await slow;
});

test('an export of telemetry and of records gets by with the user of exports, and asks nobody else for rows', async () => {
  await using test = await testEngines();
  const engines = { ...test.engines, ch };
  const { projectId } = await testProject(engines);
  const row = {
    project_id: projectId,
    trace_id: 'a'.repeat(32),
    id: 'b'.repeat(16),
    start_time: '2026-01-01 00:00:00',
  };
  await ch.insert({ table: 'observations', ndjson: Buffer.from(`${JSON.stringify(row)}\n`), ...asked('ingest') });
  await using ingestion = openIngestion(engines, { keepSegmentsMs: 3_600_000 });
  await using _ = await startWorkers({ engines, ingestion, groups: ['export'] });
  seen.length = 0;
  const id = await startExport(engines, {
    projectId,
    kind: 'batch',
    request: { tables: [{ table: 'observations' }, { table: 'traces' }, { table: 'models' }], format: 'parquet' },
    requestedBy: { kind: 'system', id: 'test', name: 'test' },
  });
  await expect
    .poll(async () => (await findExport(engines.db, { projectId, id })) ?? null)
    .toMatchObject({ state: 'COMPLETED', error: null });
  const run = await findExport(engines.db, { projectId, id });
  expect(run?.rows).toBeGreaterThanOrEqual(1);
  expect(new Set(seen.map((one) => one.class))).toEqual(new Set(['export']));
});
