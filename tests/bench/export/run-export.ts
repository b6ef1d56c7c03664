import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeProject, openExportStores, startExportPlaces } from '@tidemark/server/testing-export-stores';
import type { ExportPlaces, ExportStores } from '@tidemark/server/testing-export-stores';
import { ALL_OBSERVATIONS, exported, newExport, workReal } from '@tidemark/server/testing-exports';
import type { BenchOptions } from '../bench-options.ts';
import { askEngine } from '../measure/open-engine.ts';
import type { Measurement } from '../report/measurement.ts';
import { fillProject, startOfStep } from './fill-project.ts';
import { contentsByApi } from './read-by-api.ts';
import { CONTENTS_OF_STORE, contentsByDuckDb, contentsByHyparquet } from './readers.ts';
import type { Contents } from './readers.ts';

const OBSERVATIONS = { full: 500_000, short: 30_000 };
const MIB = 2 ** 20;
/** For the whole engine: millions of steps are stored faster than its merges follow. A statement of an export still has 200 MiB. */
const MERGES_TOO = 6 * 2 ** 30;
const WORKER = new URL('../../faults/exports/export-worker.ts', import.meta.url).pathname;
/** What the engine gives an export, for raw statements of the same rows; with more memory, since these parts are not cut to fit. */
const AS_AN_EXPORT = `max_memory_usage = ${600 * MIB}, max_threads = 1, max_block_size = 1024,
  output_format_parquet_row_group_size = 10000, output_format_parquet_row_group_size_bytes = ${16 * MIB}, workload = 'default'`;
/** Steps of one raw statement: all at once would hold a piece of every part of the table, which no memory limit allows. */
const RAW_STEPS = 250_000;

/** How fast a project goes out as Parquet, beside the raw engine; and that a killed worker costs nothing but time. */
export async function runExport({ short, say, observations }: BenchOptions): Promise<Measurement[]> {
  const count = observations ?? (short ? OBSERVATIONS.short : OBSERVATIONS.full);
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  try {
    const { projectId, expected, ...seen } = await withEnginesAlone(dataDir, { count, say });
    say('asking a product on the same folder');
    const { counted, streamed } = await contentsByApi(dataDir, projectId);
    if (counted !== count) throw new Error(`The list of the API counts ${counted} and not ${count}`);
    same('The stream of the API', streamed, expected);
    say(`all find ${JSON.stringify(expected)}`);
    return measurements({ count, ...seen });
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function withEnginesAlone(dataDir: string, { count, say }: { count: number; say(line: string): void }) {
  await using places = await startExportPlaces(dataDir, count > OBSERVATIONS.full ? MERGES_TOO : undefined);
  await using stores = await openExportStores(places);
  const engine = askEngine(places.clickhouseUrl);
  const projectId = await makeProject(stores.engines);
  say(`storing ${count} steps of about 2 KB`);
  await fillProject((sql) => engine.run(sql), { projectId, observations: count, say });
  const rawSeconds = await timed(async () => {
    for (let from = 0; from < count; from += RAW_STEPS) await drain(await engine.stream(raw(projectId, from)));
  });
  say(`the engine alone: ${(count / rawSeconds).toFixed(0)} rows/s`);
  const whole = await exportOnce(stores, projectId);
  say(
    `an export: ${(count / whole.seconds).toFixed(0)} rows/s, ${(stores.mostBytes() / MIB).toFixed(0)} MiB of the engine at most`,
  );
  const killed = await exportWithKill({ places, stores, projectId, say });
  say('comparing what DuckDB, hyparquet and the store find');
  const [row] = await engine.rows(`${CONTENTS_OF_STORE} FROM observations FINAL WHERE project_id = '${projectId}'`);
  const expected = row as unknown as Contents;
  const folder = (id: string) => join(places.blobs, 'projects', projectId, 'exports', id);
  const found = {
    'DuckDB, the export': await contentsByDuckDb(folder(whole.id)),
    'DuckDB, the killed one': await contentsByDuckDb(folder(killed.id)),
    'hyparquet, the killed one': await contentsByHyparquet(folder(killed.id)),
  };
  for (const [reader, contents] of Object.entries(found)) same(reader, contents, expected);
  return { projectId, expected, rawSeconds, whole, killed, mostBytes: stores.mostBytes() };
}

function raw(projectId: string, from: number): string {
  return `SELECT * FROM observations FINAL
    WHERE project_id = '${projectId}' AND start_time >= ${startOfStep(from)} AND start_time < ${startOfStep(from + RAW_STEPS)}
    ORDER BY project_id, toStartOfMinute(start_time), xxHash32(trace_id), id SETTINGS ${AS_AN_EXPORT} FORMAT Parquet`;
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of body);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}

interface Once {
  id: string;
  seconds: number;
  windows: number;
  splits: number;
  bytes: number;
}

async function exportOnce(stores: ExportStores, projectId: string): Promise<Once> {
  const id = await newExport(stores.engines, { projectId, request: ALL_OBSERVATIONS });
  const seconds = await timed(() => workReal(stores.engines));
  return { id, seconds, ...(await completed(stores, { projectId, id })) };
}

async function completed({ engines }: ExportStores, run: { projectId: string; id: string }) {
  const done = await exported(engines, run);
  if (done.run.state !== 'COMPLETED') throw new Error(`The export ended as ${done.run.state}: ${done.run.error}`);
  if (done.stored.length !== done.files.length + 1) throw new Error('There is a file that the export does not name');
  const { windows, splits, bytes } = done.run;
  return { windows, splits, bytes };
}

/** In a process that is killed by SIGKILL when it has written a third, and ended by another one. */
async function exportWithKill(of: {
  places: ExportPlaces;
  stores: ExportStores;
  projectId: string;
  say(line: string): void;
}): Promise<Once & { kills: number }> {
  const { places, stores, projectId, say } = of;
  const id = await newExport(stores.engines, { projectId, request: ALL_OBSERVATIONS });
  const startedMs = performance.now();
  const worker = () =>
    spawn(process.execPath, [WORKER, places.postgresUrl, places.clickhouseUrl, places.blobs, 'real'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const first = worker();
  for (;;) {
    const { run, stored, files } = await exported(stores.engines, { projectId, id });
    // In the middle of a file: there is one that is not entered yet.
    if (run.rows > (run.expectedRows ?? 0) / 3 && stored.length >= files.length) break;
    if (first.exitCode !== null) throw new Error('The worker ended before it could be killed');
    await pause(20);
  }
  first.kill('SIGKILL');
  await once(first, 'close');
  say('the worker was killed; another one goes on');
  while ((await exported(stores.engines, { projectId, id })).run.state === 'RUNNING') {
    const next = worker();
    await once(next, 'close');
    await pause(200);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  return { id, seconds, kills: 1, ...(await completed(stores, { projectId, id })) };
}

function same(reader: string, found: Contents, expected: Contents): void {
  for (const field of ['rows', 'cost', 'hash'] as const)
    if (String(found[field]) !== String(expected[field]))
      throw new Error(`${reader}: ${field} is ${found[field]} and not ${expected[field]}`);
}

function measurements(of: {
  count: number;
  rawSeconds: number;
  whole: Once;
  killed: Once;
  mostBytes: number;
}): Measurement[] {
  const { count, rawSeconds, whole, killed, mostBytes } = of;
  return [
    {
      what: 'Parquet export ÷ the engine alone, rows per second',
      value: rawSeconds / whole.seconds,
      unit: 'ratio',
      budget: { atLeast: 0.7 },
      note: `${(count / whole.seconds).toFixed(0)} against ${(count / rawSeconds).toFixed(0)} rows/s; ${whole.windows} windows, ${whole.splits} made smaller`,
    },
    {
      what: 'memory of the engine for one statement of an export, at most',
      value: mostBytes / 1e6,
      unit: 'MB',
      budget: { below: 210 },
      note: 'as the engine says; its limit is 200 MiB',
    },
    {
      what: 'rows exported',
      value: count / whole.seconds,
      unit: 'per second',
      note: `${(whole.bytes / 1e6).toFixed(0)} MB of files`,
    },
    {
      what: 'the same with a worker killed after a third, in all',
      value: killed.seconds,
      unit: 's',
      note: 'counts, sums of cost and contents equal by DuckDB, hyparquet, the store and our API',
    },
  ];
}
