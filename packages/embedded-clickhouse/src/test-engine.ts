import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { startEmbeddedClickhouse } from './start-embedded-clickhouse.ts';
import type { EmbeddedClickhouse } from './start-embedded-clickhouse.ts';

export const TEST_MEMORY_BYTES = 1024 * 1024 * 1024;

/** An engine on a folder of its own and the official client; disposing it removes all. */
export interface TestEngine extends AsyncDisposable {
  engine: EmbeddedClickhouse;
  client: ClickHouseClient;
}

export async function startTestEngine(): Promise<TestEngine> {
  const folder = await createTestFolder();
  const engine = await startEmbeddedClickhouse({ dataDir: folder.path, memoryLimitBytes: TEST_MEMORY_BYTES });
  const client = createTestClient(engine.url);
  return {
    engine,
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await engine[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

export async function createTestFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'embedded-clickhouse-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function createTestClient(url: string): ClickHouseClient {
  return createClient({ url, max_open_connections: 100, log: { level: ClickHouseLogLevel.OFF } });
}

export async function rowsOf<T>(client: ClickHouseClient, query: string): Promise<T[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<T>();
}

/** A request without the client; the secret is taken from the engine's URL unless `headers` say otherwise. */
export async function request(
  engine: EmbeddedClickhouse,
  init: { query?: string; body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> },
): Promise<Response> {
  const { origin, username, password } = new URL(engine.url);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return fetch(`${origin}/?${init.query ?? ''}`, {
    method: 'POST',
    body: init.body ?? '',
    headers: { connection: 'close', ...(init.headers ?? { authorization }) },
  });
}

export async function until(condition: () => boolean | Promise<boolean>, deadlineMs = 15_000): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not met within ${deadlineMs} ms: ${condition.toString()}`);
    await delay(20);
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resident bytes that belong to the process alone; null where the system does not tell. */
export async function findOwnMemoryBytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /^RssAnon:\s+(\d+)/m.exec(status)?.[1];
  return kib === undefined ? null : Number(kib) * 1024;
}
