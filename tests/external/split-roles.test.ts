import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedClickhouse } from '@tidemark/embedded-clickhouse';
import { startEmbeddedPostgres } from '@tidemark/server/embedded-postgres';
import S3rver from 's3rver';
import { expect, test } from 'vitest';
import { freePort } from '../harness/free-port.ts';
import { basicAuth } from '../harness/public-api.ts';
import { waitUntil } from '../harness/wait-until.ts';

const MAIN = new URL('../../packages/server/src/main.ts', import.meta.url).pathname;
const KEYS = { publicKey: 'pk-tm-split', secretKey: 'sk-tm-split-secret' };
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** Engines that the product knows by URL alone, as on a cluster; here they are the same programs, run by the test. */
async function startEngines(stack: AsyncDisposableStack) {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-external-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const quiet = { onLog: () => undefined, onExit: () => undefined };
  const postgres = stack.use(
    await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), sharedBuffersBytes: 2 ** 25, ...quiet }),
  );
  const clickhouse = stack.use(
    await startEmbeddedClickhouse({ dataDir: join(folder, 'clickhouse'), memoryLimitBytes: 2 ** 30 }),
  );
  const s3 = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 's3'),
    configureBuckets: [{ name: 'tidemark', configs: [] }],
  });
  const { port: s3Port } = await s3.run();
  stack.defer(() => s3.close());
  const redisPort = await freePort();
  const redis = spawn(
    'redis-server',
    ['--port', `${redisPort}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'],
    { stdio: 'ignore' },
  );
  stack.defer(() => void redis.kill('SIGTERM'));
  return {
    folder,
    settings: {
      DATABASE_URL: postgres.url,
      CLICKHOUSE_URL: clickhouse.url,
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      BLOB_URL: `s3://S3RVER:S3RVER@tidemark/blobs?endpoint=${encodeURIComponent(`http://127.0.0.1:${s3Port}`)}`,
      SECRET_KEY: randomBytes(32).toString('hex'),
    },
  };
}

interface Started {
  output(): string;
}

function startRole(stack: AsyncDisposableStack, env: Record<string, string>, args: string[]): Started {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  stack.defer(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { output: () => output };
}

test.runIf(hasRedis)(
  'an api and a worker process on external PostgreSQL, ClickHouse, Redis and S3: what one accepts the other stores',
  { timeout: 180_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const { folder, settings } = await startEngines(stack);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const init = {
      INIT_USER_EMAIL: 'split@example.com',
      INIT_USER_PASSWORD: 'correct horse',
      INIT_PROJECT_PUBLIC_KEY: KEYS.publicKey,
      INIT_PROJECT_SECRET_KEY: KEYS.secretKey,
    };
    const api = startRole(stack, { ...settings, ...init, ROLE: 'api' }, [
      '--port',
      `${port}`,
      '--data-dir',
      join(folder, 'api'),
    ]);
    await waitUntil(async () => (await fetch(`${url}/api/public/ready`).catch(() => null))?.ok === true, {
      withinMs: 90_000,
      what: () => `the api process\n${api.output()}`,
    });

    const traceId = randomBytes(16).toString('hex');
    const timestamp = new Date().toISOString();
    const sent = await fetch(`${url}/api/public/ingestion`, {
      method: 'POST',
      headers: { ...basicAuth(KEYS), 'content-type': 'application/json' },
      body: JSON.stringify({
        batch: [{ id: 'e', type: 'trace-create', timestamp, body: { id: traceId, name: 'split' } }],
      }),
    });
    expect(sent.status).toBe(207);
    const read = () => fetch(`${url}/api/public/traces/${traceId}`, { headers: basicAuth(KEYS) });
    expect((await read()).status).toBe(404);

    const METRICS_PORT = `${await freePort()}`;
    const worker = startRole(stack, { ...settings, ROLE: 'worker', WORKER_QUEUES: 'ingestion', METRICS_PORT }, [
      '--data-dir',
      join(folder, 'worker'),
    ]);
    await waitUntil(async () => (await read()).status === 200, {
      withinMs: 90_000,
      what: () => `the trace\n${worker.output()}\n${api.output()}`,
    });
    expect(await (await read()).json()).toMatchObject({ id: traceId, name: 'split' });

    // A worker that serves nothing else tells its figures; the product's own port does not.
    const metrics = await (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text();
    expect(metrics).toMatch(/^tidemark_job_seconds_count\{job="process-segment",outcome="done"\} [1-9]/m);
    expect(metrics).toMatch(/^tidemark_ingestion_waiting_segments \d+$/m);
    expect(metrics).not.toContain('tidemark_http_request_seconds_count');
    expect(await (await fetch(`${url}/metrics`)).text()).not.toContain('tidemark_');
  },
);
