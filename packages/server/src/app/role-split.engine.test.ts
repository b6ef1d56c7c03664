import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { toConfig } from '#config';
import { readSettings } from '#config/env';
import { findExport, startExport } from '#features/exports';
import { openIngestion } from '#features/ingestion';
import { QUEUE_GROUPS } from '#kernel/job';
import { freePort } from '#platform/postgres/embedded';
import { startWorkers } from './start-workers.ts';
import { testEngines } from './testing.ts';
import { testProject } from './testing-server.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

async function startRedis(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const server = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''], {
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  stack.defer(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  const ping = () => spawnSync('redis-cli', ['-p', `${port}`, 'ping']).stdout?.toString() ?? '';
  await vi.waitFor(() => expect(ping()).toContain('PONG'), { timeout: 10_000 });
  return `redis://127.0.0.1:${port}`;
}

const STORES = {
  PostgreSQL: () => Promise.resolve(undefined),
  ...(hasRedis ? { Redis: startRedis } : {}),
} satisfies Record<string, (stack: AsyncDisposableStack) => Promise<string | undefined>>;

test('G08: a role is exactly its queue groups: api works none, worker those it is given', () => {
  const worksOf = (env: Record<string, string>) =>
    toConfig(
      readSettings({ DATABASE_URL: 'postgres://x', CLICKHOUSE_URL: 'http://x', SECRET_KEY: 'x'.repeat(32), ...env }),
    ).works;
  expect(worksOf({ ROLE: 'api', WORKER_QUEUES: 'export' })).toEqual([]);
  expect(worksOf({ ROLE: 'worker', WORKER_QUEUES: 'export' })).toEqual(['export']);
  expect(worksOf({ ROLE: 'worker' })).toEqual(QUEUE_GROUPS);
});

describe.each(Object.entries(STORES))('with queues on %s', (_name, open) => {
  test('G08: a worker of exports takes nothing of ingestion, and a worker of ingestion no export', async () => {
    await using stack = new AsyncDisposableStack();
    const redisUrl = await open(stack);
    const { engines } = stack.use(await testEngines(undefined, redisUrl ? { redisUrl } : {}));
    const { projectId } = await testProject(engines);
    const ingestion = stack.use(openIngestion(engines, { keepSegmentsMs: 3_600_000 }));
    const message = {
      group: 'ingestion',
      name: 'process-segment',
      data: { key: `projects/${projectId}/segments/gone` },
    };
    const waiting = async () => (await engines.queue.counts('ingestion')).waiting;
    const askForExport = () =>
      startExport(engines, {
        projectId,
        kind: 'batch',
        request: { tables: [{ table: 'scores' }], format: 'jsonl' },
        requestedBy: { kind: 'system', id: 'test', name: 'test' },
      });
    const stateOf = async (id: string) => (await findExport(engines.db, { projectId, id }))?.state;

    // What the other worker finishes meanwhile is how long this one had the chance.
    await engines.queue.add(message);
    const first = await askForExport();
    {
      await using _ = await startWorkers({ engines, ingestion, groups: ['export'] });
      await expect.poll(() => stateOf(first)).toBe('COMPLETED');
      expect(await waiting()).toBe(1);
    }
    const second = await askForExport();
    {
      await using _ = await startWorkers({ engines, ingestion, groups: ['ingestion'] });
      await expect.poll(waiting).toBe(0);
      await expect.poll(async () => (await engines.queue.counts('ingestion')).active).toBe(0);
      expect(await stateOf(second)).toBe('QUEUED');
    }
    await using _ = await startWorkers({ engines, ingestion, groups: ['export'] });
    await expect.poll(() => stateOf(second)).toBe('COMPLETED');
  });
});
