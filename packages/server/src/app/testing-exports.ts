import { createHash } from 'node:crypto';
import {
  exportDeclarations,
  findExport,
  listExportFiles,
  runFolder,
  startExport,
  streamExport,
  workExports,
} from '#features/exports';
import type { ExportManifest } from '#features/exports';
import { RUN_LIMITS } from '#features/exports';
import type { RunLimits } from '#features/exports';
import type { Engines } from '#kernel/ctx';
import type { ExportedFile, ExportRequestInput, ExportRun } from '#kernel/export-run';
import type { Filter } from '@tidemark/contract/filter';
import type { FileAnswer } from '#platform/clickhouse/file-answer';
import { param, sql } from '#platform/clickhouse/sql';
import { FEATURES } from './features.ts';

export const DECLARED = exportDeclarations(FEATURES);

/** Windows that are small enough for a test to have many, and waits that are short. */
export const TEST_LIMITS: RunLimits = {
  ...RUN_LIMITS,
  firstRows: 1000,
  beatMs: 200,
  staleMs: 2000,
  backoffMs: { first: 10, most: 50 },
  runs: 1,
};

export interface Filled {
  projectId: string;
  /** Numbers of the first row and of the one behind the last. */
  from?: number;
  to: number;
  /** Between the starts of two steps, microseconds; 0 puts them all into one instant. */
  stepUs?: number;
  /** Words of each input. */
  words?: number;
  version?: number;
  isDeleted?: boolean;
  ingestedAt?: string;
}

/** Steps whose every value follows from their number, made by the engine; ten of them are a trace. */
export async function fillObservations({ ch }: Pick<Engines, 'ch'>, filled: Filled): Promise<void> {
  const { projectId, from = 0, to, stepUs = 1_000_000, words = 20, version = 1, isDeleted = false } = filled;
  await ch.command({
    sql: sql`INSERT INTO observations (project_id, trace_id, id, type, name, start_time, end_time, level, environment, trace_name,
        user_id, tags, model, usage, cost, cost_lines, input, output, metadata, source, ingested_at, row_version, is_deleted)
      WITH toDateTime64('2026-11-01 00:00:00', 6, 'UTC') + toIntervalMicrosecond(number * ${param.int(stepUs)}) AS at
      SELECT ${param.string(projectId)}, lower(hex(MD5(concat(${param.string(projectId)}, toString(intDiv(number, 10)))))),
        concat('step-', toString(number)), 'GENERATION', concat('name-', toString(number % 20)), at,
        at + toIntervalMillisecond(300), 'DEFAULT', if(number % 2 = 0, 'even', 'odd'), 'agent', concat('user-', toString(number % 100)),
        ['a', concat('tag-', toString(number % 3))], 'a-model', map('input', number % 100, 'output', 30, 'total', number % 100 + 30),
        map('input', toDecimal64(number % 100, 12) / 100000, 'total', toDecimal64(number % 100, 12) / 100000),
        '[{"usageType":"input","units":7,"price":"0.00001","cost":"0.00007"}]',
        arrayStringConcat(arrayMap(i -> concat('word', toString(cityHash64(number, i) % 5000)), range(toUInt32(${param.int(words)}))), ' '),
        concat('version ', toString(${param.int(version)}), ' of ', toString(number)), map('number', toString(number)), 'otel',
        parseDateTime64BestEffort(${param.string(filled.ingestedAt ?? '2026-11-02T00:00:00Z')}, 6, 'UTC'),
        ${param.int(version)}, ${param.int(isDeleted ? 1 : 0)}
      FROM numbers(toUInt64(${param.int(from)}), toUInt64(${param.int(to - from)}))`,
    class: 'ingest',
    who: 'test',
    projectId,
  });
}

export const ALL_OBSERVATIONS: ExportRequestInput = { tables: [{ table: 'observations' }], format: 'parquet' };

const SYSTEM = { kind: 'system', id: 'system', name: 'system' } as const;

export function newExport(
  engines: Engines,
  of: { projectId: string; request: ExportRequestInput; cutUs?: number },
): Promise<string> {
  return startExport(engines, { kind: 'batch', requestedBy: SYSTEM, ...of });
}

/** As the product does, one run at a time. */
export async function workReal(engines: Engines): Promise<void> {
  const { signal } = new AbortController();
  await workExports(engines, { declared: DECLARED, limits: { ...RUN_LIMITS, runs: 1 }, signal });
}

export interface Exported {
  run: ExportRun;
  files: ExportedFile[];
  /** Null when there is none. */
  manifest: ExportManifest | null;
  /** Names in the folder of the run, whatever the run says. */
  stored: string[];
}

/** All steps of a project as a stream of lines; `failAt` has the engine throw at the row of that number, `slow` takes a while for each. */
export function streamAll<T>(
  engines: Pick<Engines, 'ch' | 'clock'>,
  of: {
    projectId: string;
    filter?: Filter;
    failAt?: number;
    slow?: boolean;
    signal?: AbortSignal;
    take(file: FileAnswer): Promise<T>;
  },
): Promise<T> {
  const { projectId, filter, failAt, slow = false, signal = new AbortController().signal, take } = of;
  const table = DECLARED.tables.get('observations');
  if (table?.kind !== 'telemetry') throw new Error('There are no observations');
  const fails = sql`throwIf(id = concat('step-', toString(${param.int(failAt ?? -1)})), 'as the test wants it') = 0`;
  const changed = { ...table, where: () => (slow ? sql`sleepEachRow(0.0006) = 0` : fails) };
  return streamExport(
    engines,
    failAt === undefined && !slow ? DECLARED : { ...DECLARED, tables: new Map([['observations', changed]]) },
    {
      projectId,
      request: {
        selection: { table: 'observations', environments: [], filter },
        ...{ format: 'jsonl', compression: 'none', maxRows: null, storedFromUs: null },
      },
      signal,
      take,
    },
  );
}

/** Works on whatever there is to export until it has ended. */
export async function workAll(engines: Engines, limits: Partial<RunLimits> = {}): Promise<void> {
  const { signal } = new AbortController();
  await workExports(engines, { declared: DECLARED, limits: { ...TEST_LIMITS, ...limits }, signal });
}

export async function exported(engines: Engines, of: { projectId: string; id: string }): Promise<Exported> {
  const run = await findExport(engines.db, of);
  if (!run) throw new Error('There is no such export');
  const folder = runFolder(run);
  const stored: string[] = [];
  for await (const { key } of engines.blob.list(folder)) stored.push(key.slice(folder.length));
  const manifest = stored.includes('manifest.json')
    ? (JSON.parse(Buffer.from(await engines.blob.get(`${folder}manifest.json`)).toString()) as ExportManifest)
    : null;
  return { run, files: await listExportFiles(engines.db, run.id), manifest, stored };
}

/** The bytes of the run's files one after another, each as large and with the hash that the run says it has. */
export async function fileBytes(engines: Engines, { run, files }: Exported): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for (const file of files) {
    const bytes = Buffer.from(await engines.blob.get(`${runFolder(run)}${file.name}`));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (bytes.length !== file.bytes || sha256 !== file.sha256) throw new Error(`${file.name} is not what was entered`);
    all.push(bytes);
  }
  return all;
}
