import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelExport, sweepExports } from '#features/exports';
import type { Engines } from '#kernel/ctx';
import type { ExportRequestInput } from '#kernel/export-run';
import { param, sql } from '#platform/clickhouse/sql';
import { z } from 'zod';
import { FEATURES } from './features.ts';
import {
  ALL_OBSERVATIONS,
  DECLARED,
  exported,
  fileBytes,
  fillObservations,
  newExport,
  workAll,
} from './testing-exports.ts';
import type { Exported } from './testing-exports.ts';
import { readParquet } from './testing-parquet.ts';

const MIB = 2 ** 20;

let stores: TestEngines;
let engines: Engines;
let newProject: () => Promise<string>;
beforeAll(async () => {
  stores = await testEngines();
  engines = stores.engines;
  const people = testPeople(engines);
  newProject = async () => (await people.newOrganization()).projectId;
});
afterAll(() => stores?.[Symbol.asyncDispose]());

async function run(projectId: string, request: ExportRequestInput, limits: Parameters<typeof workAll>[1] = {}) {
  const id = await newExport(engines, { projectId, request });
  await workAll(engines, limits);
  return exported(engines, { projectId, id });
}

interface Row {
  id: string;
  trace_id: string;
  start_time: string;
  output: string;
}

const LINES = { ...ALL_OBSERVATIONS, format: 'jsonl' } as const;

/** The rows of every file, one after the other. */
async function linesOf(done: Exported): Promise<Row[]> {
  const bytes = await fileBytes(engines, done);
  return bytes.flatMap((one) => one.toString().split('\n').filter(Boolean)).map((line) => JSON.parse(line) as Row);
}

const numbersOf = (rows: readonly Row[]) =>
  rows.map(({ id }) => Number(id.slice('step-'.length))).toSorted((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

/** The key of each row as the engine orders by it. */
async function keysInOrder(rows: readonly Row[]): Promise<boolean> {
  const [found] = await engines.ch.query({
    sql: sql`SELECT arrayMap((at, trace, id) -> (toStartOfMinute(parseDateTime64BestEffort(at, 6, 'UTC')), xxHash32(trace), id),
        ${param.strings(rows.map((row) => row.start_time))}, ${param.strings(rows.map((row) => row.trace_id))},
        ${param.strings(rows.map((row) => row.id))}) AS keys, arraySort(keys) = keys AS sorted`,
    schema: z.object({ sorted: z.number() }),
    class: 'ui',
    who: 'test',
  });
  return found?.sorted === 1;
}

test('every row is in exactly one file, in the order of the key, and the manifest says so', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 5000 });
  const done = await run(projectId, LINES);
  expect(done.run).toMatchObject({ state: 'COMPLETED', rows: 5000, expectedRows: 5000, truncated: false, error: null });
  const rows = await linesOf(done);
  expect(numbersOf(rows)).toEqual(upTo(5000));
  expect(await keysInOrder(rows)).toBe(true);
  expect(done.files.length).toBeGreaterThan(2);
  expect(done.manifest).toMatchObject({ runId: done.run.id, projectId, rows: 5000, bytes: done.run.bytes });
  expect(done.manifest?.files.map(({ name }) => name)).toEqual(done.files.map(({ name }) => name));
  expect(done.stored.toSorted()).toEqual(['manifest.json', ...done.files.map(({ name }) => name)].toSorted());
});

test('G01: where the memory of the engine does not suffice, windows become smaller until it does, with no row missing and none twice', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 6000, words: 400 });
  const done = await run(projectId, LINES, { firstRows: 6000, memoryBytes: 44 * MIB });
  expect(done.run).toMatchObject({ state: 'COMPLETED', rows: 6000, error: null });
  expect(done.run.splits).toBeGreaterThan(0);
  const rows = await linesOf(done);
  expect(numbersOf(rows)).toEqual(upTo(6000));
  expect(await keysInOrder(rows)).toBe(true);
});

test('G02: more rows in one instant than fit are told apart by the rest of the key', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 3000, stepUs: 0, words: 400 });
  const done = await run(projectId, LINES, { firstRows: 3000, memoryBytes: 44 * MIB, fileBytes: 2 * MIB });
  expect(done.run).toMatchObject({ state: 'COMPLETED', rows: 3000, error: null });
  expect(done.run.splits).toBeGreaterThan(0);
  expect(done.files.length).toBeGreaterThan(3);
  expect(Math.max(...done.files.map(({ bytes }) => bytes))).toBeLessThan(4 * MIB + 1);
  expect(numbersOf(await linesOf(done))).toEqual(upTo(3000));
});

test('G04: what never succeeds has failed after a few attempts, with the reason, and leaves no file', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 4000, words: 400 });
  const done = await run(projectId, ALL_OBSERVATIONS, { firstRows: 4, memoryBytes: 6 * MIB });
  expect(done.run).toMatchObject({ state: 'FAILED', error: expect.stringContaining('out of memory') });
  expect(done.run.retries).toBeLessThan(10);
  expect({ files: done.files, stored: done.stored }).toEqual({ files: [], stored: [] });
});

test('G06: whoever is silent loses the run to another one, and what it still writes counts for nothing', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 3000 });
  const id = await newExport(engines, { projectId, request: LINES });
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  // A worker whose first file takes very long, and that cannot say that it is alive.
  const slow: Engines = {
    ...engines,
    blob: {
      ...engines.blob,
      putStream: async (...file) => {
        const sizeBytes = await engines.blob.putStream(...file);
        reach();
        await released;
        return sizeBytes;
      },
    },
  };
  const first = workAll(slow, { beatMs: 600_000 });
  await reached;
  const silent = await exported(engines, { projectId, id });
  expect(silent).toMatchObject({ run: { state: 'RUNNING', epoch: 1 }, files: [] });
  expect(silent.stored).toHaveLength(1);
  await expect
    .poll(async () => {
      await workAll(engines, { staleMs: 300 });
      return (await exported(engines, { projectId, id })).run.state;
    })
    .toBe('COMPLETED');
  release();
  await first;
  const done = await exported(engines, { projectId, id });
  expect(done.run).toMatchObject({ state: 'COMPLETED', epoch: 2, rows: 3000 });
  expect(numbersOf(await linesOf(done))).toEqual(upTo(3000));
  expect(done.files.every(({ name }) => name.includes('-2.'))).toBe(true);
  await sweepExports(engines, 0);
  const { stored } = await exported(engines, { projectId, id });
  expect(stored).toHaveLength(done.files.length + 1);
});

async function withoutMerges(work: () => Promise<void>) {
  const say = (statement: ReturnType<typeof sql>) =>
    engines.ch.command({ sql: statement, class: 'ingest', who: 'test' });
  await say(sql`SYSTEM STOP MERGES observations`);
  try {
    await work();
  } finally {
    await say(sql`SYSTEM START MERGES observations`);
  }
}

const LATE = '2026-12-24T00:00:00Z';
const CUT_US = Date.parse('2026-12-01T00:00:00Z') * 1000;

test('G09: what is stored, changed or deleted after the cut does not show, and what was deleted before it is absent', async () => {
  const projectId = await newProject();
  await withoutMerges(async () => {
    await fillObservations(engines, { projectId, to: 3000 });
    await fillObservations(engines, { projectId, from: 100, to: 110, version: 2, isDeleted: true });
    await hide(projectId, 0);
    const id = await newExport(engines, { projectId, request: LINES, cutUs: CUT_US });
    let written = 0;
    const meddling: Engines = {
      ...engines,
      blob: {
        ...engines.blob,
        putStream: async (...file) => {
          if ((written += 1) === 1) {
            await fillObservations(engines, { projectId, from: 3000, to: 3500, ingestedAt: LATE });
            await fillObservations(engines, { projectId, from: 2500, to: 2600, version: 3, ingestedAt: LATE });
            await fillObservations(engines, {
              projectId,
              from: 2700,
              to: 2750,
              version: 3,
              ingestedAt: LATE,
              isDeleted: true,
            });
          }
          return engines.blob.putStream(...file);
        },
      },
    };
    await workAll(meddling);
    const done = await exported(engines, { projectId, id });
    expect(done.run.state).toBe('COMPLETED');
    const rows = await linesOf(done);
    const gone = new Set([...upTo(10), ...upTo(10).map((number) => number + 100)]);
    expect(numbersOf(rows)).toEqual(upTo(3000).filter((number) => !gone.has(number)));
    expect(rows.filter(({ output }) => !output.startsWith('version 1'))).toEqual([]);
  });
}, 90_000);

/** As a deletion does; ten steps belong to one trace. */
async function hide(projectId: string, traceNumber: number) {
  await engines.ch.command({
    sql: sql`INSERT INTO hidden_telemetry (project_id, kind, id, deletion_id, state, changed_at, version)
      SELECT ${param.string(projectId)}, 'trace', lower(hex(MD5(concat(${param.string(projectId)}, toString(${param.int(traceNumber)}))))), 'd', 'hidden', now64(6), 1`,
    class: 'ingest',
    who: 'test',
  });
}

test('G11: of versions that nothing has merged only the newest is exported, in whatever order they came', async () => {
  const projectId = await newProject();
  await withoutMerges(async () => {
    for (const version of [2, 3, 1]) await fillObservations(engines, { projectId, to: 1500, version });
    const done = await run(projectId, LINES);
    const rows = await linesOf(done);
    expect(numbersOf(rows)).toEqual(upTo(1500));
    expect(rows.filter(({ output }) => !output.startsWith('version 3'))).toEqual([]);
    expect(done.run).toMatchObject({ rows: 1500, expectedRows: 4500 });
  });
});

test('G12: an export that reached the most rows that it was asked for says so, and how many there would have been', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 2500 });
  const cut = await run(projectId, { ...LINES, maxRows: 1200 });
  expect(cut.run).toMatchObject({ state: 'COMPLETED', rows: 1200, truncated: true, expectedRows: 2500 });
  expect(cut.manifest).toMatchObject({ rows: 1200, truncated: true });
  expect(await linesOf(cut)).toHaveLength(1200);
  const whole = await run(projectId, { ...LINES, maxRows: 2500 });
  expect(whole.run).toMatchObject({ rows: 2500, truncated: false });
});

test('G15: a run that is cancelled ends, and leaves no file', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 3000 });
  const id = await newExport(engines, { projectId, request: LINES });
  let files = 0;
  const cancelling: Engines = {
    ...engines,
    blob: {
      ...engines.blob,
      putStream: async (...file) => {
        if ((files += 1) === 2) await cancelExport(engines, DECLARED, { projectId, id, reason: 'Not wanted any more' });
        return engines.blob.putStream(...file);
      },
    },
  };
  await workAll(cancelling);
  const done = await exported(engines, { projectId, id });
  expect(done).toMatchObject({ run: { state: 'CANCELLED', error: 'Not wanted any more' }, files: [], stored: [] });
  expect(await cancelExport(engines, DECLARED, { projectId, id, reason: 'again' })).toBeNull();
});

test('only what was stored in the asked time is exported, and a later version of it takes it along', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 1000, ingestedAt: '2026-11-02T00:00:00Z' });
  await fillObservations(engines, { projectId, from: 500, to: 1500, version: 2, ingestedAt: '2026-11-03T00:00:00Z' });
  const since = { ...LINES, storedFromUs: Date.parse('2026-11-03T00:00:00Z') * 1000 };
  const rows = await linesOf(await run(projectId, since));
  expect(numbersOf(rows)).toEqual(upTo(1000).map((number) => number + 500));
});

test('a filter, a time and chosen columns hold for every format, and packed files are whole', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 2000 });
  const tables = [
    {
      table: 'observations',
      columns: ['id', 'name', 'cost', 'total_cost'],
      from: '2026-11-01T00:10:00Z',
      environments: ['even'],
      filter: { column: 'name', op: 'any of', value: ['name-2', 'name-4'] } as const,
    },
  ];
  const expected = upTo(2000).filter((number) => number >= 600 && [2, 4].includes(number % 20));
  for (const compression of ['gzip', 'zstd'] as const) {
    const done = await run(projectId, { tables, format: 'json', compression });
    expect(done.files[0]?.name).toMatch(compression === 'gzip' ? /\.json\.gz$/ : /\.json\.zst$/);
    const unpack = compression === 'gzip' ? gunzipSync : zstdDecompressSync;
    const rows = (await fileBytes(engines, done)).flatMap((one) => JSON.parse(unpack(one).toString()) as Row[]);
    expect(numbersOf(rows)).toEqual(expected);
    expect(Object.keys(rows[0] ?? {})).toEqual(['id', 'name', 'cost', 'total_cost']);
  }
  const parquet = await run(projectId, { tables, format: 'parquet' });
  const read = (await Promise.all((await fileBytes(engines, parquet)).map((one) => readParquet(one)))).flat();
  expect(numbersOf(read as unknown as Row[])).toEqual(expected);
});

test('a cell of a CSV file that a spreadsheet would run is a text, and what other formats hold is what was sent', async () => {
  const projectId = await newProject();
  const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'a=b', '"quoted", and\nbroken', ''];
  const rows = cells.map((input, n) => ({
    ...{
      project_id: projectId,
      trace_id: 't',
      id: `step-${n}`,
      start_time: '2026-11-01 00:00:00',
      type: 'SPAN',
      input,
      row_version: 1,
    },
    ...{ tags: ['=tag'], metadata: { '=key': '=value' }, ingested_at: '2026-11-02 00:00:00' },
  }));
  const ndjson = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await engines.ch.insert({ table: 'observations', ndjson, class: 'ingest', who: 'test' });
  const tables = [{ table: 'observations', columns: ['id', 'input', 'tags', 'metadata', 'end_time'] }];
  const csv = await run(projectId, { tables, format: 'csv' });
  const [text = ''] = (await fileBytes(engines, csv)).map((one) => one.toString());
  expect(text).toBe(
    [
      '"id","input","tags","metadata","end_time"',
      ...cells.map((cell, n) => {
        const safe = /^[=+@\t\r-]/.test(cell) ? `'${cell}` : cell;
        const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
        return [quote(`step-${n}`), quote(safe), quote('["=tag"]'), quote('{"=key":"=value"}'), ''].join(',');
      }),
      '',
    ].join('\n'),
  );
  const lines = await run(projectId, { tables, format: 'jsonl' });
  expect((await linesOf(lines)).map((row) => (row as unknown as { input: string }).input)).toEqual(cells);
});

test('E06: a run of a project that is being deleted is cancelled, and nothing of it is left', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 3000 });
  const id = await newExport(engines, { projectId, request: LINES });
  const deleting: Engines = {
    ...engines,
    blob: {
      ...engines.blob,
      putStream: async (...file) => {
        await stores.pool.query(`UPDATE projects SET status = 'PENDING_DELETION' WHERE id = $1`, [projectId]);
        return engines.blob.putStream(...file);
      },
    },
  };
  await workAll(deleting);
  expect(await exported(engines, { projectId, id })).toMatchObject({
    run: { state: 'CANCELLED' },
    files: [],
    stored: [],
  });
});

test('E06: a file that is stored when its project has been removed for good already is removed by whoever stored it', async () => {
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 1000 });
  const id = await newExport(engines, { projectId, request: LINES });
  const removing: Engines = {
    ...engines,
    blob: {
      ...engines.blob,
      putStream: async (...file) => {
        for (const feature of FEATURES.toReversed())
          if (feature.name === 'exports') await feature.eraseProject?.(engines, { projectId, db: engines.db });
        return engines.blob.putStream(...file);
      },
    },
  };
  await workAll(removing);
  expect((await engines.blob.measure(`projects/${projectId}/exports/${id}/`)).objects).toBe(0);
});
