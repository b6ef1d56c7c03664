import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobExportInput } from '@tidemark/contract/blob-exports';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { testProject, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { z } from 'zod';
import { startDue } from '#features/blob-exports';
import type { ExportManifest } from '#features/exports';
import { cancelOfClosedProjects } from '#features/exports';
import type { Engines } from '#kernel/ctx';
import { param, sql } from '#platform/clickhouse/sql';
import { FEATURES } from './features.ts';
import { DECLARED, workAll } from './testing-exports.ts';
import { faultyEngines } from './testing-faults.ts';

let stores: TestEngines;
let engines: Engines;
let server: FastifyInstance & AsyncDisposable;

beforeAll(async () => {
  stores = await testEngines();
  engines = stores.engines;
  server = await testServer(stores);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

/** Schedules of one test are no work for the next one. */
afterEach(async () => {
  await engines.db.updateTable('blob_exports').set({ enabled: false }).execute();
});

const PROJECTS = inject('exportRuns') === 'all' ? 50 : 5;

/** A project with a schedule to a folder, and a consumer that reads nothing but manifests. */
interface Followed {
  projectId: string;
  authorization: string;
  folder: string;
}

async function follow(settings: Partial<z.input<typeof BlobExportInput>> = {}): Promise<Followed> {
  const { projectId, authorization } = await testProject(engines);
  const folder = join(stores.folder, 'out', projectId);
  const { kind, bucket, frequency, mode, tables, format, compression } = BlobExportInput.parse({
    ...{ kind: 'folder', bucket: folder, frequency: 'hourly', mode: 'FULL_HISTORY' },
    ...{ tables: ['observations', 'traces', 'scores'], format: 'jsonl', ...settings },
  });
  await engines.db
    .insertInto('blob_exports')
    .values({
      ...{ project_id: projectId, kind, bucket, frequency, mode, tables, format, compression },
      synced_until: new Date(0),
    })
    .execute();
  return { projectId, authorization, folder };
}

const event = (type: string, body: object, timestamp = '2026-11-20T09:00:00.000Z') => ({
  ...{ id: randomUUID(), type, timestamp, body },
});

async function send({ authorization }: Followed, batch: object[]) {
  const answer = await server.inject({
    method: 'POST',
    url: '/api/public/ingestion',
    headers: { authorization },
    payload: { batch },
  });
  expect(answer.statusCode).toBe(207);
}

const makeDue = () =>
  engines.db
    .updateTable('blob_exports')
    .set({ next_at: new Date(0) })
    .execute();
const scheduleOf = ({ projectId }: Followed) =>
  engines.db.selectFrom('blob_exports').selectAll().where('project_id', '=', projectId).executeTakeFirstOrThrow();

/** What the worker of exports does, with its waits cut short. */
async function turn(own: Engines = engines) {
  await makeDue();
  await startDue(own, FEATURES, 0);
  await workAll(own, { staleMs: 150, beatMs: 30, runs: 3 });
}

/** Until what was accepted is stored and was delivered. */
async function drain(followed: readonly Followed[]) {
  const acceptedMs = Date.now();
  await vi.waitFor(
    async () => {
      await turn();
      for (const one of followed)
        expect((await scheduleOf(one)).synced_until.getTime()).toBeGreaterThan(acceptedMs + 5);
    },
    { timeout: 30_000 + followed.length * 6000, interval: 100 },
  );
}

interface Delivered {
  manifest: ExportManifest;
  rows: { table: string; id: string; ingested_at: string }[];
}

/** Everything that is named by a manifest, part by part; each file has to be as the manifest says. */
async function readManifests({ folder, projectId }: Followed): Promise<Delivered[]> {
  const root = join(folder, projectId);
  const parts = (await readdir(root).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1));
  const delivered: Delivered[] = [];
  for (const part of parts) {
    const text = await readFile(join(root, part, 'manifest.json'), 'utf8').catch(() => null);
    if (text === null) continue;
    const manifest = JSON.parse(text) as ExportManifest;
    const rows: Delivered['rows'] = [];
    for (const file of manifest.files) {
      const bytes = await readFile(join(root, part, file.name));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
      const lines = bytes.toString().split('\n').filter(Boolean);
      expect(lines).toHaveLength(file.rows);
      for (const line of lines) rows.push({ ...(JSON.parse(line) as Delivered['rows'][number]), table: file.table });
    }
    expect(await filesOf(join(root, part))).toEqual(
      ['manifest.json', ...manifest.files.map(({ name }) => name)].sort(),
    );
    delivered.push({ manifest, rows });
  }
  return delivered;
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The newest versions in the store: what a consumer that keeps the last of each id has to have. */
async function newest(projectId: string): Promise<string[]> {
  const of = (
    table: 'observations' | 'traces' | 'scores',
  ) => sql`SELECT concat(${param.string(`${table} `)}, id) AS id FROM
    ${{ observations: sql`observations`, traces: sql`traces`, scores: sql`scores` }[table]} FINAL
    WHERE project_id = ${param.string(projectId)}`;
  const rows = await engines.ch.query({
    sql: sql`${of('observations')} UNION ALL ${of('traces')} UNION ALL ${of('scores')} ORDER BY id`,
    schema: z.object({ id: z.string() }),
    class: 'ui',
    who: 'test',
    projectId,
  });
  return rows.map(({ id }) => id).toSorted();
}

const lastOfEach = (delivered: readonly Delivered[]) =>
  [...new Set(delivered.flatMap(({ rows }) => rows.map(({ table, id }) => `${table} ${id}`)))].toSorted();

/** A generator of numbers below `n`, the same for a seed. */
function dice(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

test(
  `G10: whoever reads manifests alone has each row version exactly once, over ${PROJECTS} schedules with crashes and events that are late or come in parts`,
  async () => {
    const roll = dice(7);
    const followed = await Promise.all(Array.from({ length: PROJECTS }, () => follow()));
    for (let round = 0; round < 4; round += 1) {
      for (const one of followed) {
        // Old event times after the windows that they would belong to, and new parts of what was delivered before.
        const day = `2026-${String(1 + roll(11)).padStart(2, '0')}-03T10:00:00.000Z`;
        const traceId = `trace-${roll(4)}`;
        const batch = [
          event('trace-create', { id: traceId, timestamp: day, userId: `user-${roll(9)}` }, day),
          event('span-create', { id: `step-${roll(30)}`, traceId, startTime: day, name: `n${roll(9)}` }, day),
          event('score-create', { id: `score-${roll(9)}`, traceId, name: 'q', value: roll(9) }, day),
        ];
        if (roll(4) > 0) await send(one, batch.slice(roll(3)));
      }
      if (round === 0) {
        await turn();
        continue;
      }
      const fault = { at: 1 + roll(60), when: roll(2) === 0 ? ('before' as const) : ('after' as const) };
      const faulty = faultyEngines(engines, stores.pool, { ...fault, counts: (call) => /^(PG|ch|CH)/.test(call) });
      await vi.waitFor(
        async () => {
          await turn(faulty.engines).catch(() => undefined);
          expect(faulty.struck).toBe(true);
        },
        { timeout: 30_000, interval: 100 },
      );
    }
    await drain(followed);
    for (const one of followed) {
      const delivered = await readManifests(one);
      let until: string | null = null;
      for (const { manifest } of delivered) {
        expect(manifest.stored.from).toBe(until ?? '1970-01-01T00:00:00.000000Z');
        until = manifest.stored.until;
      }
      const versions = delivered.flatMap(({ rows }) => rows.map((row) => `${row.table} ${row.id} ${row.ingested_at}`));
      expect(new Set(versions).size).toBe(versions.length);
      expect(lastOfEach(delivered)).toEqual(await newest(one.projectId));
    }
  },
  120_000 + PROJECTS * 20_000,
);

test('what is hidden between two parts is in none that comes later, and a back-fill delivers a range once more without moving the schedule', async () => {
  const one = await follow();
  await send(one, [
    event('trace-create', { id: 'kept', name: 'kept' }),
    event('trace-create', { id: 'gone', name: 'gone' }),
  ]);
  await drain([one]);
  const first = await readManifests(one);
  expect(lastOfEach(first)).toEqual(['traces gone', 'traces kept']);
  await engines.ch.insert({
    table: 'hidden_telemetry',
    ndjson: Buffer.from(
      `${JSON.stringify({ project_id: one.projectId, kind: 'trace', id: 'gone', deletion_id: 'd', state: 'hidden', changed_at: '2026-11-20 10:00:00', version: 1 })}\n`,
    ),
    class: 'ingest',
    who: 'test',
    projectId: one.projectId,
  });
  await send(one, [event('trace-create', { id: 'gone', name: 'again' }), event('trace-create', { id: 'new' })]);
  await drain([one]);
  const before = await scheduleOf(one);
  const later = (await readManifests(one)).slice(first.length);
  expect(lastOfEach(later)).toEqual(['traces new']);
  await engines.db
    .updateTable('blob_exports')
    .set({ window_kind: 'backfill', window_from: new Date(0), window_until: before.synced_until })
    .where('project_id', '=', one.projectId)
    .execute();
  await turn();
  const after = await scheduleOf(one);
  expect([after.synced_until, after.window_kind]).toEqual([before.synced_until, null]);
  const known = new Set([...first, ...later].map(({ manifest }) => manifest.runId));
  const filled = (await readManifests(one)).filter(({ manifest }) => !known.has(manifest.runId));
  expect(filled.map(({ manifest }) => manifest.stored.from)).toEqual(['1970-01-01T00:00:00.000000Z']);
  expect(lastOfEach(filled)).toEqual(['traces kept', 'traces new']);
});

test('a place that refuses is tried again, keeps its part, and after six failures the schedule is paused and its admins have a mail', async () => {
  const one = await follow();
  await send(one, [event('trace-create', { id: 't', name: 't' })]);
  await engines.db
    .updateTable('blob_exports')
    .set({ kind: 's3', bucket: 'nowhere', endpoint: 'http://127.0.0.1:9', access_key_id: 'key' })
    .where('project_id', '=', one.projectId)
    .execute();
  await vi.waitFor(
    async () => {
      await makeDue();
      await startDue(engines, FEATURES, 0);
      await workAll(engines, { staleMs: 40, beatMs: 15, failures: 1, outages: 1 });
      expect((await scheduleOf(one)).failures).toBeGreaterThanOrEqual(1);
    },
    { timeout: 15_000 },
  );
  const first = await scheduleOf(one);
  expect(first).toMatchObject({ enabled: true, run_id: null, synced_until: new Date(0) });
  expect(first.last_error).toContain('access key');
  for (let failure = first.failures; failure < 6; failure += 1) {
    await makeDue();
    await startDue(engines, FEATURES, 0);
    await workAll(engines, { failures: 1, outages: 1 });
  }
  const paused = await scheduleOf(one);
  expect(paused).toMatchObject({ enabled: false, failures: 6 });
  expect(paused.window_until).toEqual(first.window_until);
  const mails = await engines.db
    .selectFrom('outbox')
    .select('payload')
    .where('project_id', '=', one.projectId)
    .execute();
  expect(mails).toHaveLength(1);
  expect(JSON.stringify(mails[0]?.payload)).toMatch(/is paused.*access key/);
});

test('E06: the delivery of a project that is being deleted is cancelled, and no manifest is written', async () => {
  const one = await follow();
  await send(one, [event('trace-create', { id: 't', name: 't' })]);
  await vi.waitFor(
    async () => {
      await makeDue();
      expect(await startDue(engines, FEATURES, 0)).toBeGreaterThan(0);
      expect((await scheduleOf(one)).run_id).not.toBeNull();
    },
    { timeout: 15_000 },
  );
  const { run_id: runId } = await scheduleOf(one);
  await engines.db
    .updateTable('projects')
    .set({ status: 'PENDING_DELETION' })
    .where('id', '=', one.projectId)
    .execute();
  await cancelOfClosedProjects(engines, DECLARED);
  const run = await engines.db
    .selectFrom('export_runs')
    .select('state')
    .where('id', '=', runId ?? '')
    .executeTakeFirst();
  expect(run?.state).toBe('CANCELLED');
  await turn();
  expect(await readManifests(one)).toEqual([]);
  expect((await scheduleOf(one)).run_id).toBeNull();
  await engines.db.updateTable('projects').set({ status: 'ACTIVE' }).where('id', '=', one.projectId).execute();
});

test('a secret goes in and never comes out, belongs to its place, and settings that cannot work are refused', async () => {
  const people = testPeople(engines);
  const { owner, projectId } = await people.newOrganization();
  const ctx = await people.project(owner, projectId);
  const { blobExportsRouter } = await import('#features/blob-exports');
  const caller = blobExportsRouter(() => FEATURES).createCaller({ open: async () => ctx } as never);
  const input = {
    ...{
      projectId,
      kind: 's3' as const,
      bucket: 'b',
      region: 'eu-west-1',
      accessKeyId: 'AKIA',
      frequency: 'daily' as const,
    },
    ...{ mode: 'FROM_TODAY' as const, tables: ['observations'] },
  };
  await expect(caller.set(input)).rejects.toThrow(/secret/);
  const set = await caller.set({ ...input, secret: 'top-secret-value' });
  expect(set).toMatchObject({ hasSecret: true, status: 'queued' });
  const row = await engines.db
    .selectFrom('blob_exports')
    .selectAll()
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  expect(row?.secret?.includes('top-secret')).toBe(false);
  expect(JSON.stringify([set, await caller.get({ projectId })])).not.toContain('top-secret');
  expect(await caller.set({ ...input, prefix: 'a/b/' })).toMatchObject({ hasSecret: true, prefix: 'a/b/' });
  for (const place of [{ bucket: 'other' }, { endpoint: 'https://storage.example.com' }, { accessKeyId: 'AKIB' }])
    await expect(caller.set({ ...input, ...place })).rejects.toThrow(/enter it again/);
  expect(await caller.set({ ...input, bucket: 'other', enabled: false })).toMatchObject({ hasSecret: false });
  for (const bad of [
    { prefix: '../up/' },
    { prefix: '/x/' },
    { tables: ['users'] },
    { tables: [] },
    { fieldGroups: ['archive'] },
    { mode: 'FROM_CUSTOM_DATE' as const },
  ])
    await expect(caller.set({ ...input, secret: 's', ...bad })).rejects.toThrow(/./);
  const refused = await caller.test({ ...input, secret: 's', endpoint: 'http://169.254.169.254' });
  expect(refused).toMatchObject({ ok: false, problem: expect.stringContaining('ALLOW_PRIVATE_ADDRESSES') });
  const folder = { ...input, kind: 'folder' as const };
  expect(await caller.test({ ...folder, bucket: '/etc' })).toMatchObject({ ok: false });
  expect(await caller.test({ ...folder, bucket: join(stores.folder, 'try') })).toEqual({ ok: true, problem: null });
  expect(await filesOf(join(stores.folder, 'try'))).toEqual([]);
});
