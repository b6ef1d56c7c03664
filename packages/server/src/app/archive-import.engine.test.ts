import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testProject, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { runImports } from '#features/archives';
import { param, sql } from '#platform/clickhouse/sql';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import { FEATURES } from './features.ts';
import { archiveOf, manifestOf, parquetOf, tarOf } from './testing-archive.ts';
import type { TestFile } from './testing-archive.ts';
import { faultyEngines } from './testing-faults.ts';

const QUICK = { staleMs: 0, heartbeatMs: 50 };
const TABLES = ['telemetry_changes', 'traces', 'observations', 'scores'] as const;
const AT = '2026-11-20T10:00:00.000Z';

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
let source: { projectId: string; authorization: string };
let files: TestFile[];

beforeAll(async () => {
  stores = await testEngines();
  server = await testServer(stores);
  source = await testProject(stores.engines);
  await send(source.authorization, story());
  await stored(source.projectId, 3);
  files = await filesOf(source.projectId);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

/** Two traces in parts, with a step that called a model, an event, and scores. */
function story() {
  const event = (type: string, body: object) => ({ id: randomUUID(), type, timestamp: AT, body });
  return [
    event('trace-create', { id: 't1', timestamp: AT, name: 'chat', userId: 'ann', sessionId: 's1', tags: ['a', 'b'] }),
    event('generation-create', {
      ...{ id: 'g1', traceId: 't1', name: 'answer', startTime: AT, model: 'gpt-4o', input: [{ role: 'user' }] },
      metadata: { deep: { er: 1 }, __proto__: 'x' },
    }),
    event('generation-update', {
      ...{ id: 'g1', endTime: '2026-11-20T10:00:02.345Z', output: 'Grüße 🌊', usage: { input: 1200, output: 7 } },
    }),
    event('span-create', { id: 'o2', traceId: 't2', name: 'look', startTime: AT, endTime: AT, level: 'ERROR' }),
    event('trace-create', { id: 't2', timestamp: AT, name: 'batch', release: 'v1', public: true, input: { a: 0.1 } }),
    event('event-create', { id: 'e1', traceId: 't2', name: 'seen', startTime: AT }),
    event('score-create', { id: 's1', traceId: 't1', name: 'quality', value: 0.1, comment: 'so so' }),
    event('score-create', { id: 's2', traceId: 't1', observationId: 'g1', name: 'tone', value: 'kind' }),
  ];
}

async function send(authorization: string, batch: unknown[]): Promise<void> {
  const answer = await server.inject({
    ...{ method: 'POST', url: '/api/public/ingestion', headers: { authorization } },
    payload: { batch },
  });
  expect(answer.json()).toMatchObject({ errors: [] });
}

const Count = z.object({ n: z.number() });

async function count(table: string, projectId: string, final = true): Promise<number> {
  const [row] = await stores.engines.ch.query({
    sql: sql`SELECT count() AS n FROM ${trustedSql(table)} ${trustedSql(final ? 'FINAL' : '')}
      WHERE project_id = ${param.string(projectId)}`,
    ...{ schema: Count, class: 'ingest', who: 'test' },
  });
  return row?.n ?? -1;
}

const stored = (projectId: string, observations: number) =>
  vi.waitFor(
    async () => {
      expect(await count('observations', projectId)).toBe(observations);
      expect(await count('scores', projectId)).toBe(2);
      expect(await count('traces', projectId)).toBe(2);
    },
    { timeout: 20_000, interval: 50 },
  );

const selectOf = (table: string, columns: string, projectId: string) =>
  `SELECT ${columns} FROM ${table} FINAL WHERE project_id = '${projectId}' ORDER BY ALL`;

const columnsOf = (table: string) =>
  (FEATURES.flatMap(({ imports = [] }) => imports).find(({ name }) => name === table)?.columns ?? {}) as object;

async function filesOf(projectId: string): Promise<TestFile[]> {
  const made: TestFile[] = [];
  for (const table of TABLES) {
    const bytes = await parquetOf(selectOf(table, Object.keys(columnsOf(table)).join(', '), projectId));
    made.push({ path: `${table}/000000.parquet`, table, rows: await count(table, projectId), bytes });
  }
  return made;
}

type Project = { projectId: string; authorization: string };

async function upload(into: Project, bytes: Buffer, dryRun = false) {
  const answer = await server.inject({
    method: 'POST',
    url: `/api/public/v1/archive-imports?dryRun=${dryRun}`,
    headers: { authorization: into.authorization, 'content-type': 'application/x-tar' },
    payload: bytes,
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function look({ authorization }: Project, id: string) {
  const url = `/api/public/v1/archive-imports/${id}`;
  return (await server.inject({ method: 'GET', url, headers: { authorization } })).json();
}

const work = () => runImports(stores.engines, FEATURES, { pace: QUICK });

async function imported(into: Project, bytes: Buffer) {
  const { status, body } = await upload(into, bytes);
  expect([status, body.error ?? null]).toEqual([202, null]);
  await work();
  return look(into, body.id);
}

/** What people and programs are told of a project, without its own id. */
async function answers({ projectId, authorization }: Project): Promise<unknown> {
  const get = async (path: string) => {
    const answer = await server.inject({ method: 'GET', url: `/api/public/${path}`, headers: { authorization } });
    expect([path, answer.statusCode]).toEqual([path, 200]);
    return answer.json() as unknown;
  };
  const paths = ['traces', 'traces/t1', 'traces/t2', 'observations', 'v2/scores', 'sessions', 'sessions/s1'];
  const all = await Promise.all(paths.map(get));
  return JSON.parse(JSON.stringify(all).replaceAll(projectId, 'project')) as unknown;
}

test('an archive gives another project what the first one had, as the API tells it, field by field', async () => {
  const into = await testProject(stores.engines);
  const done = await imported(into, await archiveOf(source.projectId, files));
  expect(done).toMatchObject({ state: 'COMPLETED', error: null, filesStored: 4 });
  expect(await answers(into)).toEqual(await answers(source));
  for (const { table, rows } of files) expect([table, await count(table, into.projectId)]).toEqual([table, rows]);
  expect(await stores.engines.blob.measure(`projects/${into.projectId}/imports/`)).toMatchObject({ objects: 0 });
});

test('what is said of an imported thing later folds with what was said before', async () => {
  const into = await testProject(stores.engines);
  await imported(into, await archiveOf(source.projectId, files));
  const body = { id: 'g1', traceId: 't1', statusMessage: 'late' };
  await send(into.authorization, [{ id: randomUUID(), type: 'generation-update', timestamp: AT, body }]);
  const read = async () =>
    (
      await server.inject({
        ...{ method: 'GET', url: '/api/public/observations/g1' },
        headers: { authorization: into.authorization },
      })
    ).json();
  await vi.waitFor(async () => expect(await read()).toMatchObject({ statusMessage: 'late' }), {
    ...{ timeout: 20_000, interval: 50 },
  });
  expect(await read()).toMatchObject({ output: 'Grüße 🌊', model: 'gpt-4o', projectId: into.projectId });
  expect(await count('observations', source.projectId)).toBe(3);
});

test('a second import stores nothing, and says so', async () => {
  const into = await testProject(stores.engines);
  const bytes = await archiveOf(source.projectId, files);
  await imported(into, bytes);
  const before = await Promise.all(TABLES.map((table) => count(table, into.projectId, false)));
  const again = await imported(into, bytes);
  for (const table of again.tables) expect(table).toMatchObject({ added: 0, same: table.rows, replaced: 0, kept: 0 });
  const versioned = (counts: number[]) => counts.slice(1);
  expect(versioned(await Promise.all(TABLES.map((table) => count(table, into.projectId, false))))).toEqual(
    versioned(before),
  );
});

test('a dry run says what would come and stores nothing until somebody starts it', async () => {
  const into = await testProject(stores.engines);
  const { body } = await upload(into, await archiveOf(source.projectId, files), true);
  await work();
  const checked = await look(into, body.id);
  expect(checked).toMatchObject({ state: 'CHECKED', filesChecked: 4, filesStored: 0 });
  expect(checked.tables).toContainEqual(expect.objectContaining({ table: 'observations', rows: 3, added: 3, same: 0 }));
  for (const table of TABLES) expect(await count(table, into.projectId, false)).toBe(0);
  const refused = await upload(into, await archiveOf(source.projectId, files));
  expect(refused.status).toBe(409);
  const url = `/api/public/v1/archive-imports/${body.id}/start`;
  const headers = { authorization: into.authorization };
  expect((await server.inject({ method: 'POST', url, headers })).statusCode).toBe(200);
  await work();
  expect(await look(into, body.id)).toMatchObject({ state: 'COMPLETED' });
  expect(await count('observations', into.projectId)).toBe(3);
});

test('whatever call a worker dies at, another one ends the import with every row once', async () => {
  const bytes = await archiveOf(source.projectId, files);
  const counts = (call: string) => /^(CH|BLOB|PG|ch file)/.test(call);
  const first = await testProject(stores.engines);
  await upload(first, bytes);
  const whole = faultyEngines(stores.engines, stores.pool, { at: Infinity, when: 'before', counts });
  await runImports(whole.engines, FEATURES, { pace: { ...QUICK, heartbeatMs: 60_000 } });
  const deaths = whole.calls.flatMap((_, at) => (at % 4 === 1 ? [at + 1] : []));
  expect(deaths.length).toBeGreaterThan(5);
  for (const [index, at] of deaths.entries()) {
    const into = await testProject(stores.engines);
    const { body } = await upload(into, bytes);
    const when = index % 2 === 0 ? 'before' : 'after';
    const dying = faultyEngines(stores.engines, stores.pool, { at, when, counts });
    await runImports(dying.engines, FEATURES, { pace: { ...QUICK, heartbeatMs: 60_000 } }).catch(() => undefined);
    await work();
    expect([at, when, (await look(into, body.id)).state]).toEqual([at, when, 'COMPLETED']);
    for (const { table, rows } of files)
      expect([at, when, table, await count(table, into.projectId)]).toEqual([at, when, table, rows]);
  }
}, 60_000);

const withFile = (table: string, change: Partial<TestFile>) =>
  files.map((file) => (file.table === table ? { ...file, ...change } : file));
const observationsWith = async (replaced: string, where = '') => {
  const columns = Object.keys(columnsOf('observations'))
    .map((name) => (replaced.endsWith(` AS ${name}`) ? replaced : name))
    .join(', ');
  const bytes = await parquetOf(`SELECT ${columns} FROM (SELECT * FROM observations FINAL
    WHERE project_id = '${source.projectId}' ${where})`);
  return withFile('observations', { bytes });
};
const pathed = (name: string) =>
  tarOf([
    { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifestOf(source.projectId, []))) },
    { name, bytes: Buffer.from('x') },
  ]);
const manifested = (change: object) =>
  tarOf([
    {
      name: 'manifest.json',
      bytes: Buffer.from(JSON.stringify({ ...manifestOf(source.projectId, []), ...change })),
    },
  ]);

test.each<[string, () => Promise<Buffer>, RegExp]>([
  ['is no tar', async () => Buffer.alloc(3000, 'hello '), /tar/],
  ['is empty', async () => tarOf([]), /empty/],
  ['begins with something else', async () => tarOf([{ name: 'x', bytes: Buffer.from('x') }]), /manifest\.json/],
  ['has a name that leads out of a folder', async () => pathed('../../etc/passwd'), /not in its manifest/],
  ['has an absolute name', async () => pathed('/etc/passwd'), /not in its manifest/],
  [
    'has a link',
    async () => tarOf([{ name: 'manifest.json', bytes: Buffer.alloc(0), type: 'symlink', linkname: '/etc/passwd' }]),
    /no file/,
  ],
  [
    'has a name in its manifest that leads out',
    async () => manifested({ files: [{ ...manifestOf('p', files).files[0], name: '../x' }] }),
    /manifest/,
  ],
  ['is of another version', async () => manifested({ schemaVersion: 2 }), /version 2.*reads version 1/],
  ['is of another program', async () => manifested({ kind: 'other' }), /none of ours/],
  [
    'has tables that do not add up',
    async () => manifested({ tables: [{ name: 'traces', rows: 3, files: 1 }] }),
    /3 rows of traces/,
  ],
  ['was cut off', async () => (await archiveOf(source.projectId, files)).subarray(0, 9000), /ends early|tar/],
  [
    'lacks files at its end',
    async () =>
      tarOf([{ name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifestOf(source.projectId, files))) }]),
    /4 of its files are missing/,
  ],
  [
    'was changed by a byte',
    async () => {
      const bytes = await archiveOf(source.projectId, files);
      const at = bytes.indexOf('PAR1') + 100;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    },
    /SHA-256/,
  ],
  [
    'holds a table that this version does not know',
    async () =>
      archiveOf(source.projectId, [{ path: 'moons/0.parquet', table: 'moons', rows: 1, bytes: Buffer.from('x') }]),
    /moons/,
  ],
  [
    'holds a file that is no Parquet',
    async () => archiveOf(source.projectId, withFile('scores', { bytes: Buffer.alloc(500, 'x') })),
    /scores\/000000/,
  ],
  [
    'holds a file with other rows than said',
    async () => archiveOf(source.projectId, withFile('scores', { rows: 5 })),
    /2 rows, the manifest says 5/,
  ],
  [
    'holds a column of another type',
    async () => archiveOf(source.projectId, await observationsWith('toString(row_version) AS row_version')),
    /row_version/,
  ],
  [
    'lacks a column',
    async () =>
      archiveOf(
        source.projectId,
        withFile('traces', { bytes: await parquetOf(selectOf('traces', 'id', source.projectId)) }),
      ),
    /is missing/,
  ],
  [
    'holds rows of another project',
    async () =>
      archiveOf(
        source.projectId,
        withFile('traces', {
          bytes: await parquetOf(
            selectOf(
              'traces',
              `'other' AS project_id, ${Object.keys(columnsOf('traces')).join(', ')}`,
              source.projectId,
            ),
          ),
        }),
      ),
    /a row of another project/,
  ],
  [
    'holds a step of no type',
    async () => archiveOf(source.projectId, await observationsWith("toLowCardinality('WORM') AS type")),
    /a type that this version does not know/,
  ],
  [
    'holds a step without an id',
    async () => archiveOf(source.projectId, await observationsWith("'' AS id")),
    /without an id/,
  ],
  [
    'holds a change that cannot be folded',
    async () =>
      archiveOf(
        source.projectId,
        withFile('telemetry_changes', {
          bytes: await parquetOf(
            selectOf(
              'telemetry_changes',
              'entity_id, entity, change_id, \'{"writes":3}\' AS change, ingested_at',
              source.projectId,
            ),
          ),
        }),
      ),
    /telemetry_changes/,
  ],
])('an archive that %s is refused in words, and nothing is stored', async (_what, make, why) => {
  const into = await testProject(stores.engines);
  const { status, body } = await upload(into, await make());
  if (status === 202) await work();
  const told = status === 202 ? (await look(into, body.id)).error : body.message;
  expect(told).toMatch(why);
  expect(told).toMatch(/not an archive that can be imported/);
  const listed = await server.inject({
    ...{ method: 'GET', url: '/api/public/v1/archive-imports' },
    headers: { authorization: into.authorization },
  });
  expect(listed.json().data).toMatchObject([{ state: 'FAILED' }]);
  for (const table of TABLES) expect([table, await count(table, into.projectId, false)]).toEqual([table, 0]);
  expect(await stores.engines.blob.measure(`projects/${into.projectId}/imports/`)).toMatchObject({ objects: 0 });
});
