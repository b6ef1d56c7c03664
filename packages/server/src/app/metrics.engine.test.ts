import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { METRICS } from '#domain/metrics';
import type { Engines } from '#kernel/ctx';
import { connectClickHouse } from '#platform/clickhouse/client';
import type { Log } from '#platform/log/log';
import { freePort } from '#platform/postgres/embedded';
import { openTelemetry } from '#platform/telemetry/open-telemetry';
import { observeProcess } from './observe-process.ts';
import { observeQueries } from './observe-queries.ts';
import { readMasks } from './read-masks.ts';
import { testEngines } from './testing.ts';
import type { TestEngines } from './testing.ts';
import { testProject, testServer } from './testing-server.ts';

const stack = new AsyncDisposableStack();
const lines: Record<string, unknown>[] = [];
let port: number;
let log: Log;
let engines: Engines;
let server: FastifyInstance;
let project: { projectId: string; authorization: string };

beforeAll(async () => {
  const test: TestEngines = stack.use(await testEngines());
  port = await freePort();
  log = { ...test.engines.log, warn: (fields: Record<string, unknown>) => void lines.push(fields) } as Log;
  const telemetry = stack.use(
    await openTelemetry({ metrics: METRICS, about: {}, prometheus: { host: '127.0.0.1', port }, log }),
  );
  const onQuery = observeQueries(telemetry, log);
  const ch = stack.use(connectClickHouse({ url: inject('clickhouseUrl'), masks: readMasks, onQuery }));
  engines = { ...test.engines, telemetry, ch };
  observeProcess(engines);
  server = stack.use(await testServer({ ...test, engines }));
  project = await testProject(engines);
});

afterAll(() => stack.disposeAsync());

async function scrape(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
}

test('a trace that is sent and read leaves its figures, and nothing of them says whose it was', async () => {
  const traceId = randomBytes(16).toString('hex');
  const timestamp = new Date().toISOString();
  const sent = await server.inject({
    method: 'POST',
    url: '/api/public/ingestion',
    headers: { authorization: project.authorization },
    payload: {
      batch: [
        { id: 'a', type: 'trace-create', timestamp, body: { id: traceId, name: 'counted', userId: 'somebody' } },
        { id: 'b', type: 'no-such-type', timestamp, body: {} },
      ],
    },
  });
  expect(sent.statusCode).toBe(207);
  const read = () =>
    server.inject({ url: `/api/public/traces/${traceId}`, headers: { authorization: project.authorization } });
  await expect.poll(async () => (await read()).statusCode).toBe(200);
  expect((await server.inject({ url: `/api/public/nothing/${traceId}` })).statusCode).toBe(404);
  const text = await scrape();
  for (const line of [
    /^tidemark_http_request_seconds_count\{method="GET",route="none",status="404"\} 1$/m,
    /^tidemark_http_request_seconds_count\{method="POST",route="\/api\/public\/ingestion",status="207"\} 1$/m,
    /^tidemark_http_request_seconds_count\{method="GET",route="\/api\/public\/traces\/:traceId",status="200"\} 1$/m,
    /^tidemark_ingestion_events_total\{outcome="accepted"\} 1$/m,
    /^tidemark_ingestion_events_total\{outcome="refused"\} 1$/m,
    /^tidemark_ingestion_lag_seconds_count 1$/m,
    /^tidemark_ingestion_waiting_segments \d+$/m,
    /^tidemark_job_seconds_count\{job="process-segment",outcome="done"\} 1$/m,
    /^tidemark_clickhouse_query_seconds_count\{class="ingest",outcome="ok"\} [1-9]/m,
    /^tidemark_clickhouse_query_seconds_count\{class="api",outcome="ok"\} [1-9]/m,
    /^tidemark_clickhouse_query_memory_bytes_count\{class="api"\} [1-9]/m,
    /^tidemark_clickhouse_written_rows_total\{class="ingest"\} [1-9]/m,
    /^tidemark_clickhouse_read_rows_total\{class="api"\} [1-9]/m,
    /^tidemark_clickhouse_line\{class="export",state="waiting"\} 0$/m,
    /^tidemark_queue_messages\{group="ingestion",state="waiting"\} \d+$/m,
    /^tidemark_purges\{state="blocked"\} 0$/m,
    /^tidemark_exports\{state="queued"\} 0$/m,
    /^tidemark_export_oldest_queued_seconds 0$/m,
    /^tidemark_process_event_loop_delay_seconds\{quantile="0.99"\} /m,
    /^tidemark_process_memory_bytes\{kind="resident"\} \d{6,}$/m,
  ])
    expect(text).toMatch(line);
  for (const secret of [project.projectId, traceId, 'counted', 'somebody']) expect(text).not.toContain(secret);
});

test('F05: a blocked purge is told by the metric, and by the deep question after health alone', async () => {
  await using blocked = blockedPurge();
  await blocked.insert();
  expect(await scrape()).toMatch(/^tidemark_purges\{state="blocked"\} 1$/m);
  const deep = await server.inject({ url: '/api/public/health?deep=1' });
  expect(deep.statusCode).toBe(503);
  expect(deep.json()).toMatchObject({ message: expect.stringContaining('purges (1 blocked') });
  expect(deep.body).not.toContain('blocked-project');
  expect((await server.inject({ url: '/api/public/health' })).statusCode).toBe(200);
  expect((await server.inject({ url: '/api/public/ready' })).statusCode).toBe(200);
});

/** The state that a purge is in after it failed three times. */
function blockedPurge() {
  const purge = { project_id: 'blocked-project', organization_id: 'o', attempts: 3, last_error: 'the disk is gone' };
  return {
    insert: () => engines.db.insertInto('project_purges').values(purge).execute(),
    [Symbol.asyncDispose]: async () => {
      await engines.db.deleteFrom('project_purges').where('project_id', '=', purge.project_id).execute();
    },
  };
}

test('a slow statement leaves one line with who asked, its class, time, rows and bytes; a quick one none', async () => {
  const observe = observeQueries(engines.telemetry, log);
  const seen = {
    class: 'ui',
    who: 'traces.list',
    projectId: 'p',
    waitedMs: 3,
    outcome: 'ok',
    spent: { readRows: 10, readBytes: 2000, writtenRows: 0, memoryBytes: 3000 },
  } as const;
  lines.length = 0;
  observe({ ...seen, ms: 50 });
  expect(lines).toEqual([]);
  observe({ ...seen, ms: 2500.4 });
  expect(lines).toEqual([
    {
      class: 'ui',
      who: 'traces.list',
      projectId: 'p',
      outcome: 'ok',
      ms: 2500,
      waitedMs: 3,
      rows: 10,
      bytes: 2000,
      memoryBytes: 3000,
    },
  ]);
});

test('every declared metric is told somewhere', async () => {
  const root = join(import.meta.dirname, '..');
  const files = (await readdir(root, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('domain/metrics.ts'),
  );
  const texts = await Promise.all(files.map((name) => readFile(join(root, name), 'utf8')));
  const source = texts.join('\n');
  expect(Object.keys(METRICS).filter((name) => !source.includes(`'${name}'`))).toEqual([]);
});
