import { join } from 'node:path';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testProject, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readReplayRequest } from '#config/replay-request';
import { replayCommand } from './replay-command.ts';

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;

beforeAll(async () => {
  stores = await testEngines();
  server = await testServer(stores);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

/** A project of which one segment is stored. */
async function storedProject() {
  const { projectId, authorization } = await testProject(stores.engines);
  const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
    server.inject({ method, url: `/api/public/${url}`, headers: { authorization }, ...(payload ? { payload } : {}) });
  const event = {
    id: 'e',
    type: 'trace-create',
    timestamp: '2026-11-20T10:00:00Z',
    body: { id: projectId, name: 't' },
  };
  expect((await ask('POST', 'ingestion', { batch: [event] })).statusCode).toBe(207);
  await until(async () => (await balance()).stored, 1);
  return { projectId, ask, balance };

  async function balance() {
    const { balance: found } = (await ask('GET', 'v1/ingestion/status')).json() as { balance: Record<string, number> };
    return found;
  }
}

const until = <T>(read: () => Promise<T>, expected: T) =>
  vi.waitFor(async () => expect(await read()).toEqual(expected), { timeout: 40_000, interval: 200 });

const env = () => ({
  DATABASE_URL: stores.postgresUrl,
  SECRET_KEY: 'x'.repeat(32),
  CLICKHOUSE_URL: 'http://127.0.0.1:1',
});

async function run(...argv: string[]): Promise<string[]> {
  const { request } = readReplayRequest(argv, env());
  const said: string[] = [];
  if (request) await replayCommand(request, (line) => said.push(line));
  return said;
}

test(
  'from the console a dry run changes nothing, and a replay is done by the workers and recorded',
  { timeout: 90_000 },
  async () => {
    const { projectId, balance } = await storedProject();
    const audited = () =>
      stores.engines.db
        .selectFrom('audit_log')
        .select(['actor_name', 'action'])
        .where('project_id', '=', projectId)
        .where('action', '=', 'ingestion.replay')
        .execute();
    expect(await run('--project', projectId, '--all', '--dry-run')).toEqual([
      expect.stringMatching(/^1 segment with 1 event, 0\.0 MiB; kept since 20/),
    ]);
    expect(await audited()).toEqual([]);
    const said = await run('--project', projectId, '--from', '2026-01-01T00:00:00Z');
    expect(said.at(-1)).toBe('1 of 1 segment read again. Done.');
    expect(await audited()).toEqual([{ actor_name: 'npm run replay', action: 'ingestion.replay' }]);
    expect(await balance()).toEqual({ received: 1, stored: 1, queued: 0, deadLettered: 0, refused: 0 });
  },
);

test('by the API a key of the project asks for a dry run, for a replay, and how it went', async () => {
  const { ask, balance } = await storedProject();
  const dry = await ask('POST', 'v1/ingestion/replays', { all: true, dryRun: true });
  expect([dry.statusCode, dry.json()]).toEqual([
    200,
    expect.objectContaining({ segments: 1, events: 1, replay: null }),
  ]);
  const asked = (await ask('POST', 'v1/ingestion/replays', { from: '2026-01-01T00:00:00Z' })).json() as {
    replay: { id: string };
  };
  const state = async () => {
    const { left, failed, finishedAt } = (await ask('GET', `v1/ingestion/replays/${asked.replay.id}`)).json() as {
      left: number;
      failed: number;
      finishedAt: string | null;
    };
    return { left, failed, isDone: finishedAt !== null };
  };
  await until(state, { left: 0, failed: 0, isDone: true });
  expect(await balance()).toEqual({ received: 1, stored: 1, queued: 0, deadLettered: 0, refused: 0 });
  for (const body of [{}, { from: 'yesterday' }, { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }])
    expect((await ask('POST', 'v1/ingestion/replays', body)).statusCode, JSON.stringify(body)).toBe(400);
});

test('what cannot be done is said', async () => {
  await expect(run('--project', 'nobody', '--all')).rejects.toThrow('There is no project nobody');
  await expect(run('--project', 'p')).rejects.toThrow('--from');
  await expect(run('--all')).rejects.toThrow('--project');
  await expect(run('--project', 'p', '--often')).rejects.toThrow('--often');
  const { request } = readReplayRequest(['--project', 'p', '--all'], { DATA_DIR: join(stores.folder, 'nothing') });
  if (!request) throw new Error('no request');
  await expect(replayCommand(request, () => undefined)).rejects.toThrow('No Tidemark runs on');
});
