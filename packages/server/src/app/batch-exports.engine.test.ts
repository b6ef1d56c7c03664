import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { ProjectId } from '@tidemark/contract/ids';
import type { BatchExport } from '@tidemark/contract/exports';
import { columnInFile } from '@tidemark/contract/exports';
import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import { SCORE_COLUMNS } from '@tidemark/contract/columns/scores';
import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { testProject, testServer } from '@tidemark/server/testing-server';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { parquetReadObjects } from 'hyparquet';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOfClosedProjects, expireFiles, exports } from '#features/exports';
import { sendOutbox } from '#features/outbox';
import type { ProjectCtx } from '#kernel/ctx';
import { mountRest } from '#kernel/mount-rest';
import { sql } from '#platform/clickhouse/sql';
import { DECLARED, fillObservations, workAll } from './testing-exports.ts';

const clock = testClock();
const DAY_MS = 86_400_000;
let stores: TestEngines;
let people: TestPeople;
let server: FastifyInstance & AsyncDisposable;
beforeAll(async () => {
  stores = await testEngines(clock);
  people = testPeople(stores.engines);
  server = await testServer(stores);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

async function cookieOf({ email }: TestPerson): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' };
  const body = JSON.stringify({ email, password: TEST_PASSWORD });
  const request = new Request('http://localhost:3000/api/auth/sign-in/email', { method: 'POST', headers, body });
  const answer = await people.auth.handle(request, '192.0.2.7');
  const lines = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return lines.join('; ');
}

/** A program with the key of its own project. */
async function program(rows: number) {
  const { projectId, authorization } = await testProject(stores.engines);
  if (rows > 0) await fillObservations(stores.engines, { projectId, to: rows });
  const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
    const headers = { authorization };
    const answer = await server.inject({
      method,
      url: `/api/public/v1${path}`,
      headers,
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers, text: answer.payload };
  };
  const start = async (order: object): Promise<BatchExport> => {
    const { status, text } = await call('POST', '/exports', order);
    expect({ status, text }).toMatchObject({ status: 201 });
    return JSON.parse(text) as BatchExport;
  };
  const finish = async (order: object): Promise<BatchExport> => {
    const { id } = await start(order);
    await workAll(stores.engines);
    const done = JSON.parse((await call('GET', `/exports/${id}`)).text) as BatchExport;
    expect(done).toMatchObject({ state: 'COMPLETED', error: null });
    return done;
  };
  return { projectId, call, start, finish };
}

const idsTo = (rows: number) => Array.from({ length: rows }, (_, n) => `step-${n}`).toSorted();
const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string });

test('several parts are one file: one header, one array, lines; and every row of the list is in it once', async () => {
  const { call, finish } = await program(2500);
  const order = { table: 'observations', columns: ['id', 'latency'] };
  const fetched = async (form: object) => {
    const { id, files } = await finish({ ...order, ...form });
    expect(files).toBeGreaterThan(1);
    return call('GET', `/exports/${id}/download`);
  };
  const csv = await fetched({ format: 'csv' });
  const [header, ...lines] = csv.text.trim().split(/\r?\n/);
  expect(header).toBe('"id","latency_seconds"');
  expect(lines.map((line) => line.split(',')[0]?.replaceAll('"', '') ?? '').toSorted()).toEqual(idsTo(2500));
  expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="observations-[\w-]+\.csv"$/);

  const array = JSON.parse((await fetched({ format: 'json' })).text) as { id: string }[];
  expect(array.map(({ id }) => id).toSorted()).toEqual(idsTo(2500));
  const packed = await fetched({ format: 'jsonl', compression: 'gzip' });
  expect(
    jsonLines(gunzipSync(packed.bytes).toString())
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(idsTo(2500));
});

test('parts of Parquet come one by one with their hashes, and together with the manifest as an archive', async () => {
  const { call, finish } = await program(2500);
  const { id } = await finish({ table: 'observations', fields: ['core'] });
  const { data } = JSON.parse((await call('GET', `/exports/${id}/files`)).text) as { data: { number: number }[] };
  const manifest = JSON.parse((await call('GET', `/exports/${id}/manifest`)).text) as { files: { name: string }[] };
  expect(manifest.files).toHaveLength(data.length);
  const found: string[] = [];
  for (const { number } of data) {
    const { bytes } = await call('GET', `/exports/${id}/files/${number}`);
    found.push(...(await idsIn(bytes)));
  }
  expect(found.toSorted()).toEqual(idsTo(2500));
  const tar = await call('GET', `/exports/${id}/download`);
  const names: string[] = [];
  const entries = extract();
  entries.end(tar.bytes);
  for await (const entry of entries) {
    names.push(entry.header.name);
    entry.resume();
  }
  expect(names).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json']);
});

async function idsIn(bytes: Buffer): Promise<string[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const compressors = { ZSTD: (packed: Uint8Array) => zstdDecompressSync(packed) };
  return (await parquetReadObjects({ file, compressors, columns: ['id'] })).map((row) => String(row['id']));
}

test('a filter selects the same rows as the list, and nothing is an empty file of its form', async () => {
  const { call, finish } = await program(400);
  const filter = { column: 'environment', op: '=', value: 'even' };
  const { id, ...done } = await finish({ table: 'observations', filter, columns: ['id'], format: 'jsonl' });
  expect(done).toMatchObject({ rows: 200, expectedRows: 200 });
  const found = jsonLines((await call('GET', `/exports/${id}/download`)).text).map((row) => row.id);
  expect(found.toSorted()).toEqual(idsTo(400).filter((one) => Number(one.slice(5)) % 2 === 0));
  const none = { column: 'name', op: '=', value: 'nobody has this' };
  for (const [format, text] of [
    ['json', '[]\n'],
    ['jsonl', ''],
    ['csv', ''],
  ] as const) {
    const empty = await finish({ table: 'traces', filter: none, format });
    expect(empty.rows).toBe(0);
    expect((await call('GET', `/exports/${empty.id}/download`)).text).toBe(text);
  }
});

test('every column of a list has its column in files, or is said to have none', () => {
  for (const [name, columns] of Object.entries({
    traces: TRACE_COLUMNS,
    observations: OBSERVATION_COLUMNS,
    scores: SCORE_COLUMNS,
  })) {
    const table = DECLARED.tables.get(name);
    const computed = table?.kind === 'telemetry' ? (table.computed?.columns ?? []) : [];
    const inFiles = new Set([...(table?.columns ?? []), ...computed].map((column) => column.name));
    const wanted = Object.keys(columns).map(columnInFile);
    expect(wanted.filter((column) => column !== null && !inFiles.has(column))).toEqual([]);
  }
});

test('what cannot be exported is refused when it is asked for, and at most three run at once in a project', async () => {
  const { call, start } = await program(0);
  for (const order of [
    { table: 'users' },
    { table: 'traces', columns: ['nothing'] },
    { table: 'traces', columns: ['scores'] },
    { table: 'traces', fields: ['nothing'] },
    { table: 'traces', columns: ['id'], fields: ['core'] },
    { table: 'traces', filter: { column: 'nothing', op: '=', value: 'x' } },
    { table: 'traces', from: 'yesterday' },
    { table: 'traces', format: 'xlsx' },
  ])
    expect({ order, ...(await call('POST', '/exports', order)) }).toMatchObject({ order, status: 400 });
  const started = [
    await start({ table: 'traces' }),
    await start({ table: 'scores' }),
    await start({ table: 'traces' }),
  ];
  const refused = await call('POST', '/exports', { table: 'traces' });
  expect(refused).toMatchObject({ status: 429 });
  expect(refused.headers['retry-after']).toBe('30');
  const [first] = started;
  expect(JSON.parse((await call('DELETE', `/exports/${first?.id}`)).text)).toMatchObject({ state: 'CANCELLED' });
  // Once more is no error, and changes nothing.
  expect(JSON.parse((await call('DELETE', `/exports/${first?.id}`)).text)).toMatchObject({ state: 'CANCELLED' });
  expect((await call('GET', `/exports/${first?.id}/download`)).status).toBe(412);
  await start({ table: 'traces' });
  await workAll(stores.engines);
});

test('a stream is the rows themselves, in every form', async () => {
  const { call } = await program(3000);
  const lines = await call('GET', '/export/observations?format=jsonl&columns=id,latency');
  expect(lines.status).toBe(200);
  expect(
    jsonLines(lines.text)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(idsTo(3000));
  const packed = await call('GET', '/export/observations?format=csv&compression=gzip&fields=core');
  expect(gunzipSync(packed.bytes).toString().trim().split('\n')).toHaveLength(3001);
  expect(await idsIn((await call('GET', '/export/observations')).bytes)).toHaveLength(3000);
  const filter = encodeURIComponent(JSON.stringify({ column: 'environment', op: '=', value: 'odd' }));
  expect(jsonLines((await call('GET', `/export/observations?format=jsonl&filter=${filter}`)).text)).toHaveLength(1500);
  expect((await call('GET', '/export/observations?columns=nothing')).status).toBe(400);
  expect((await call('GET', '/export/users')).status).toBe(400);
});

test('G03: a stream in which the store fails after the first byte breaks the connection, packed or not', async () => {
  const { projectId } = await program(20_000);
  const somebody = await people.newOrganization();
  const own = await people.project(somebody.owner, somebody.projectId);
  const scope: ProjectCtx = { ...own, projectId: ProjectId.parse(projectId) };
  const table = DECLARED.tables.get('observations');
  if (!table) throw new Error('There are no observations to export');
  const failing = sql`if(throwIf(id = 'step-19000', 'the disk is on fire') = 0, input, '')`;
  const columns = [...table.columns, { name: 'failing', group: 'failing', shape: 'flat', sql: failing } as const];
  const { rest } = exports(() => [{ name: 'traces', owns: {}, exports: [{ ...table, columns }] }]);
  await using outside = Object.assign(fastify(), { [Symbol.asyncDispose]: () => outside.close() });
  await mountRest(outside, rest, () => Promise.resolve(scope));
  const url = await outside.listen({ port: 0, host: '127.0.0.1' });
  const ask = (form: string, fields: string) =>
    fetch(`${url}/api/public/v1/export/observations?format=${form}&fields=${fields}`);
  expect((await (await ask('jsonl', 'core,io')).arrayBuffer()).byteLength).toBeGreaterThan(1_000_000);
  for (const form of ['jsonl', 'parquet', 'csv&compression=gzip', 'json&compression=zstd']) {
    const broken = await ask(form, 'core,failing');
    expect({ form, status: broken.status }).toEqual({ form, status: 200 });
    await expect(broken.arrayBuffer(), form).rejects.toThrow('terminated');
  }
});

/** Somebody’s finished export of 50 rows, and ways to ask for its files. */
async function exportOfSomebody() {
  const { owner, organizationId, projectId } = await people.newOrganization();
  await fillObservations(stores.engines, { projectId, to: 50 });
  const cookie = await cookieOf(owner);
  const payload = { projectId, table: 'observations', format: 'csv', columns: ['id'] };
  const headers = { cookie, origin: 'http://localhost:3000' };
  const answer = await server.inject({ method: 'POST', url: '/api/trpc/exports.create', headers, payload });
  const { id } = answer.json<{ result: { data: BatchExport } }>().result.data;
  await workAll(stores.engines);
  const path = `/api/project/${projectId}/exports/${id}`;
  const ask = async (as: string | null, url = `${path}/download`, more: Record<string, string> = {}) => {
    const asked = await server.inject({ url, headers: { ...(as === null ? {} : { cookie: as }), ...more } });
    return { status: asked.statusCode, text: asked.payload };
  };
  return { owner, organizationId, projectId, id, cookie, path, ask };
}

test('G14: a download link opens for the person who asked, signed in, and for nobody else', async () => {
  const { organizationId, projectId, id, cookie, path, ask } = await exportOfSomebody();
  const mine = await ask(cookie);
  expect(mine.status).toBe(200);
  expect(mine.text.trim().split('\n')).toHaveLength(51);
  expect((await ask(cookie, `${path}/files/1`)).status).toBe(200);

  const colleague = await cookieOf(await people.newMember(organizationId, 'OWNER'));
  const stranger = await people.newOrganization();
  const foreign = await cookieOf(stranger.owner);
  const key = await program(0);
  const refused = {
    nobody: await ask(null),
    'a colleague who owns the organization': await ask(colleague),
    'another organization': await ask(foreign),
    'another project of the address': await ask(foreign, path.replace(projectId, stranger.projectId) + '/download'),
    'a guessed id': await ask(cookie, `/api/project/${projectId}/exports/${clock.newId()}/download`),
    'a guessed part': await ask(cookie, `${path}/files/2`),
    'a part that is no number': await ask(cookie, `${path}/files/..%2Fmanifest.json`),
    'a foreign page': await ask(cookie, undefined, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }),
    'a key of another project': await key.call('GET', `/exports/${id}/download`),
  };
  expect(Object.fromEntries(Object.entries(refused).map(([who, { status }]) => [who, status]))).toEqual({
    nobody: 401,
    'a colleague who owns the organization': 404,
    'another organization': 404,
    'another project of the address': 404,
    'a guessed id': 404,
    'a guessed part': 404,
    'a part that is no number': 400,
    'a foreign page': 403,
    'a key of another project': 404,
  });
  for (const { text } of Object.values(refused)) expect(text).not.toContain('step-');
});

test('G14: a link ends with the days of its files, which are removed, and the run stays', async () => {
  const { owner, projectId, id, ask } = await exportOfSomebody();
  const { blob, db } = stores.engines;
  clock.advance(8 * DAY_MS);
  const cookie = await cookieOf(owner);
  expect(await ask(cookie)).toMatchObject({ status: 410 });
  expect(await expireFiles(stores.engines)).toBeGreaterThan(0);
  expect(await blob.measure(`projects/${projectId}/exports/`)).toMatchObject({ objects: 0 });
  const run = await db.selectFrom('export_runs').selectAll().where('id', '=', id).executeTakeFirst();
  expect(run).toMatchObject({ state: 'COMPLETED', rows: 50 });
  expect(await ask(cookie)).toMatchObject({ status: 410 });
});

test('E06: with its project an export is cancelled, its link stops, and what it wrote is removed', async () => {
  const { owner, projectId, cookie, ask } = await exportOfSomebody();
  const headers = { cookie, origin: 'http://localhost:3000' };
  const payload = { projectId, table: 'observations' };
  const begun = await server.inject({ method: 'POST', url: '/api/trpc/exports.create', headers, payload });
  const { id } = begun.json<{ result: { data: BatchExport } }>().result.data;
  const marks = {
    status: 'PENDING_DELETION',
    deletion_id: 'x',
    deleted_at: new Date(),
    status_before_deletion: 'ACTIVE',
  };
  await stores.engines.db.updateTable('projects').set(marks).where('id', '=', projectId).execute();
  expect((await ask(cookie)).status).toBe(404);
  expect((await server.inject({ method: 'POST', url: '/api/trpc/exports.create', headers, payload })).statusCode).toBe(
    404,
  );
  await cancelOfClosedProjects(stores.engines, DECLARED);
  const run = await stores.engines.db.selectFrom('export_runs').selectAll().where('id', '=', id).executeTakeFirst();
  expect(run).toMatchObject({ state: 'CANCELLED', error: 'The project is being deleted' });
  expect(owner.email).not.toBe('');
});

test('whoever asked has a mail when it is done, and the audit log says who took what', async () => {
  const { owner, projectId, id } = await exportOfSomebody();
  await sendOutbox(stores.engines);
  const folder = join(stores.folder, 'outbox');
  const mails = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  const [mail, ...others] = mails.filter((text) => text.includes(owner.email));
  expect(others).toEqual([]);
  expect(mail).toContain('Your export of observations is ready');
  expect(mail?.replaceAll('=\r\n', '').replaceAll('=\n', '')).toContain(`/project/${projectId}/exports`);
  const entries = await stores.engines.db
    .selectFrom('audit_log')
    .select(['action', 'actor_name', 'entity_id'])
    .where('project_id', '=', projectId)
    .where('entity_type', '=', 'export')
    .execute();
  expect(entries).toEqual([{ action: 'export.start', actor_name: owner.email, entity_id: id }]);
});
