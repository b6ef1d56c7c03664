import { createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { startEmbeddedClickhouse } from '@tidemark/embedded-clickhouse';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTidemark } from '../harness/start-tidemark.ts';
import type { Tidemark } from '../harness/start-tidemark.ts';

/** The product, and a way to its engine for the control: the same engine process serves both. */
export interface Subject extends AsyncDisposable {
  tidemark: Tidemark;
  engine: ClickHouseClient;
  /** Of everything that belongs to the product: its processes are these and their children. */
  pids: number[];
  headers: { authorization: string };
}

export const MEMORY_LIMIT_BYTES = 2 * 2 ** 30;
/** What the product gives its embedded engine of MEMORY_LIMIT. */
const ENGINE_SHARE = 0.6;

/** Starts the engine here instead of inside the product, so that the control can speak to it by the same URL. */
export async function openSubject(): Promise<Subject> {
  const stack = new AsyncDisposableStack();
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
    stack.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    const memoryLimitBytes = Math.floor(MEMORY_LIMIT_BYTES * ENGINE_SHARE);
    const clickhouse = stack.use(await startEmbeddedClickhouse({ dataDir, memoryLimitBytes }));
    const env = { CLICKHOUSE_URL: clickhouse.url, LOG_LEVEL: 'warn' };
    const tidemark = stack.use(await startTidemark({ env }));
    const engine = createClient({ url: clickhouse.url });
    stack.defer(() => engine.close());
    const { publicKey, secretKey } = tidemark;
    const authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
    return {
      tidemark,
      engine,
      pids: [tidemark.pid, clickhouse.pid],
      headers: { authorization },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** One number of one query. */
export async function scalar(engine: ClickHouseClient, query: string): Promise<number> {
  const answer = await engine.query({ query, format: 'JSONCompactEachRow' });
  const [row] = await answer.json<[string | number]>();
  return Number(row?.[0] ?? 0);
}
