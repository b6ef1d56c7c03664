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
import { workAll } from './testing-exports.ts';
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

const PATHS = ['traces', 'traces/t1', 'traces/t2', 'observations', 'v2/scores', 'sessions', 'sessions/s1'];

/** What people and programs are told of a project, without its own id. */
async function answers(project: Project, paths: readonly string[] = PATHS): Promise<unknown> {
  const all = await Promise.all(paths.map((path) => get(project, path)));
  return JSON.parse(JSON.stringify(all).replaceAll(project.projectId, 'project')) as unknown;
}

test('an archive gives another project what the first one had, as the API tells it, field by field', async () => {
  const into = await testProject(stores.engines);
  const done = await imported(into, await archiveOf(source.projectId, files));
  expect(done).toMatchObject({ state: 'COMPLETED', error: null, filesStored: 4 });
  expect(await answers(into)).toEqual(await answers(source));
  for (const { table, rows } of files) expect([table, await count(table, into.projectId)]).toEqual([table, rows]);
  expect(await stores.engines.blob.measure(`projects/${into.projectId}/imports/`)).toMatchObject({ objects: 0 });
});

test('an archive that the product makes has everything, and comes back by the API as it went', async () => {
  const [from, into] = [await testProject(stores.engines), await testProject(stores.engines)];
  await putPromptsAndModel(from);
  await send(from.authorization, [
    ...story(),
    {
      ...{ id: randomUUID(), type: 'generation-create', timestamp: AT },
      body: {
        ...{
          id: 'own',
          traceId: 't2',
          startTime: AT,
          endTime: AT,
          model: 'our-model',
          usage: { input: 10, output: 2 },
        },
        ...{ promptName: 'greet', promptVersion: 2 },
      },
    },
  ]);
  await stored(from.projectId, 4);
  const made = await post(from, 'archives');
  expect(made).toMatchObject({ state: 'QUEUED', downloadable: false });
  await vi.waitFor(
    async () => {
      await workAll(stores.engines);
      expect(await get(from, `v1/archives/${made.id}`)).toMatchObject({ state: 'COMPLETED', downloadable: true });
    },
    { timeout: 20_000, interval: 100 },
  );
  const download = await server.inject({
    ...{ method: 'GET', url: `/api/public/v1/archives/${made.id}/download` },
    headers: { authorization: from.authorization },
  });
  expect([download.statusCode, download.headers['content-type']]).toEqual([200, 'application/x-tar']);
  const done = await imported(into, download.rawPayload);
  expect(done).toMatchObject({ state: 'COMPLETED', error: null, source: { projectId: from.projectId } });
  expect(Object.fromEntries(done.tables.map((one: Comes) => [one.table, [one.rows, one.added, one.kept]]))).toEqual({
    ...{ models: [1, 1, 0], prompts: [3, 3, 0], observations: [4, 4, 0], traces: [2, 2, 0], scores: [2, 2, 0] },
    telemetry_changes: [expect.any(Number), expect.any(Number), 0],
    // Settings stay unless somebody asks for those of the archive.
    ...{ retention: [1, 0, 1], masking_rules: [1, 0, 1] },
  });
  const [before, after] = [await answers(from, PATHS_WITH_PROMPTS), await answers(into, PATHS_WITH_PROMPTS)];
  expect(withoutIds(after)).toEqual(withoutIds(before));
  const step = (await get(into, 'observations/own')) as Record<string, unknown>;
  const prompt = (await get(into, 'v2/prompts/greet?version=2')) as Record<string, unknown>;
  expect(step).toMatchObject({ promptId: prompt['id'], promptName: 'greet' });
  const again = await imported(into, download.rawPayload);
  for (const table of again.tables) expect(table).toMatchObject({ added: 0, replaced: 0, dropped: 0 });
});

interface Comes {
  table: string;
  rows: number;
  added: number;
  kept: number;
}

/** Ids of models and prompts are unique in an instance, so they are others in another project of it. */
function withoutIds(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      /^(promptId|modelId|internalModelId|id)$/.test(key) ? null : value,
    ),
  );
}

const PATHS_WITH_PROMPTS = ['v2/prompts', 'v2/prompts/greet?version=1', 'v2/prompts/greet', ...PATHS];

async function putPromptsAndModel(project: Project): Promise<void> {
  await post(project, 'v2/prompts', { name: 'greet', prompt: 'Hello {{name}}', labels: ['production'], tags: ['x'] });
  const chat = [{ role: 'system', content: 'Be kind' }];
  await post(project, 'v2/prompts', { name: 'talk', type: 'chat', prompt: chat, config: { temperature: 0.5 } });
  await post(project, 'v2/prompts', { name: 'greet', prompt: 'Hi {{name}}', commitMessage: 'shorter' });
  const { db, clock } = stores.engines;
  const model = { id: clock.newId(), project_id: project.projectId, name: 'our-model', match_pattern: '^our-model$' };
  await db.insertInto('models').values(model).execute();
  const prices = JSON.stringify({ input: '0.00001', output: '0.00002' });
  const tier = { id: clock.newId(), model_id: model.id, project_id: project.projectId, name: 'Standard', position: 0 };
  await db
    .insertInto('model_tiers')
    .values({ ...tier, prices })
    .execute();
}

async function post({ authorization }: Project, path: string, payload: object = {}) {
  const url = `/api/public/${path === 'archives' ? 'v1/archives' : path}`;
  const answer = await server.inject({ method: 'POST', url, headers: { authorization }, payload });
  expect([path, answer.statusCode < 300, answer.body]).toEqual([path, true, answer.body]);
  return answer.json();
}

async function get({ authorization }: Project, path: string): Promise<unknown> {
  const answer = await server.inject({ method: 'GET', url: `/api/public/${path}`, headers: { authorization } });
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json();
}

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
  expect((await upload(into, await archiveOf(source.projectId, files))).status).toBe(409);
  await work();
  const checked = await look(into, body.id);
  expect(checked).toMatchObject({ state: 'CHECKED', filesChecked: 4, filesStored: 0 });
  expect(checked.tables).toContainEqual(expect.objectContaining({ table: 'observations', rows: 3, added: 3, same: 0 }));
  for (const table of TABLES) expect(await count(table, into.projectId, false)).toBe(0);
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
  const deaths = whole.calls.flatMap((_, at) => (at % 7 === 1 ? [at + 1] : []));
  expect(deaths.length).toBeGreaterThan(3);
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

test('E06: a project that is being deleted takes nothing: its import ends, and what was received of it goes', async () => {
  const into = await testProject(stores.engines);
  const { body } = await upload(into, await archiveOf(source.projectId, files), true);
  const state = (status: string) =>
    stores.engines.db.updateTable('projects').set({ status }).where('id', '=', into.projectId).execute();
  await state('PENDING_DELETION');
  await work();
  await state('ACTIVE');
  expect(await look(into, body.id)).toMatchObject({ state: 'CANCELLED', error: expect.stringContaining('deleted') });
  expect(await stores.engines.blob.measure(`projects/${into.projectId}/imports/`)).toMatchObject({ objects: 0 });
  expect(await count('observations', into.projectId, false)).toBe(0);
});

test('what was removed from the project for good does not come back, in whatever table it is', async () => {
  const into = await testProject(stores.engines);
  const row = { project_id: into.projectId, kind: 'trace', id: 't1', deletion_id: 'd', state: 'purged', version: 3 };
  await stores.engines.ch.insert({
    table: 'hidden_telemetry',
    ndjson: Buffer.from(`${JSON.stringify({ ...row, changed_at: '2026-11-20 10:00:00.000000' })}\n`),
    ...{ class: 'ingest', who: 'test' },
  });
  const done = await imported(into, await archiveOf(source.projectId, files));
  const dropped = Object.fromEntries(
    done.tables.map((one: { table: string; dropped: number }) => [one.table, one.dropped]),
  );
  expect(dropped).toMatchObject({ traces: 1, observations: 1, scores: 2 });
  for (const table of TABLES) {
    const [found] = await stores.engines.ch.query({
      sql: sql`SELECT count() AS n FROM ${trustedSql(table)} WHERE project_id = ${param.string(into.projectId)}
        AND toString(tuple(*)) LIKE '%Grüße%'`,
      ...{ schema: Count, class: 'ingest', who: 'test' },
    });
    expect([table, found?.n]).toEqual([table, 0]);
  }
  expect(await count('observations', into.projectId)).toBe(2);
});

test('rows keep their time, unless somebody reads the project by the time of storing: then they get a new one, once', async () => {
  const into = await testProject(stores.engines);
  const follower = { name: 'follower', owns: {}, follows: async (_: unknown, id: string) => id === into.projectId };
  const bytes = await archiveOf(source.projectId, files);
  const times = async (projectId: string) => {
    const [row] = await stores.engines.ch.query({
      sql: sql`SELECT toUnixTimestamp64Micro(max(ingested_at)) AS n FROM observations WHERE project_id = ${param.string(projectId)}`,
      ...{ schema: Count, class: 'ingest', who: 'test' },
    });
    return row?.n ?? 0;
  };
  const before = stores.engines.clock.nowUs();
  for (const added of [3, 0]) {
    const { body } = await upload(into, bytes);
    await runImports(stores.engines, [...FEATURES, follower], { pace: QUICK });
    expect((await look(into, body.id)).tables).toContainEqual(
      expect.objectContaining({ table: 'observations', added }),
    );
  }
  expect(await times(source.projectId)).toBeLessThan(before);
  expect(await times(into.projectId)).toBeGreaterThan(before - 1_000_000);
  expect(await count('observations', into.projectId, false)).toBe(3);
});

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
            `SELECT 'other' AS project_id, ${Object.keys(columnsOf('traces')).join(', ')} FROM
              (SELECT * FROM traces FINAL WHERE project_id = '${source.projectId}')`,
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
