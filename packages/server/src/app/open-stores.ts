import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedClickhouse } from '@tidemark/embedded-clickhouse';
import type { EmbeddedClickhouse } from '@tidemark/embedded-clickhouse';
import type { Clock } from '#platform/clock/clock';
import type { Log } from '#platform/log/log';
import { startEmbeddedPostgres } from '#platform/postgres/embedded';
import type { EmbeddedPostgres } from '#platform/postgres/embedded';
import { keepRunning } from '#platform/process/keep-running';

/** Where the two databases are; embedded ones are stopped by disposal, after everything that uses them. */
export interface StoreUrls extends AsyncDisposable {
  postgresUrl: string;
  clickhouseUrl: string;
}

export interface StoreSettings {
  dataDir: string;
  memoryLimitBytes: number;
  databaseUrl?: string | undefined;
  clickhouseUrl?: string | undefined;
}

/** Of MEMORY_LIMIT; what is left is for this process and the file cache of PostgreSQL. */
const CLICKHOUSE_SHARE = 0.6;
const POSTGRES_BUFFERS_SHARE = 0.04;

export const MIGRATIONS = {
  postgres: fileURLToPath(new URL('../../migrations/postgres', import.meta.url)),
  clickhouse: fileURLToPath(new URL('../../migrations/clickhouse', import.meta.url)),
};

/** Starts what is not given by URL, and starts it again at the same address should it end. */
export async function openStores(settings: StoreSettings, clock: Clock, log: Log): Promise<StoreUrls> {
  const stack = new AsyncDisposableStack();
  try {
    const [postgresUrl, clickhouseUrl] = await Promise.all([openPostgres(), openClickhouse()]);
    return { postgresUrl, clickhouseUrl, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }

  async function openPostgres() {
    if (settings.databaseUrl) return settings.databaseUrl;
    const start = (onExit: () => void, previous: EmbeddedPostgres | null) =>
      startEmbeddedPostgres({
        dataDir: join(settings.dataDir, 'postgres'),
        sharedBuffersBytes: settings.memoryLimitBytes * POSTGRES_BUFFERS_SHARE,
        port: previous?.port,
        onLog: (line) => log.debug({ engine: 'postgres' }, line),
        onExit,
      });
    return stack.use(await keepRunning({ name: 'postgres', start, clock, log })).child.url;
  }

  async function openClickhouse() {
    if (settings.clickhouseUrl) return settings.clickhouseUrl;
    const start = (onExit: () => void, previous: EmbeddedClickhouse | null) =>
      startEmbeddedClickhouse({
        dataDir: join(settings.dataDir, 'clickhouse'),
        memoryLimitBytes: Math.max(512 * 2 ** 20, Math.floor(settings.memoryLimitBytes * CLICKHOUSE_SHARE)),
        ...addressOf(previous),
        onLog: (line) => log.debug({ engine: 'clickhouse' }, line),
        onExit,
      });
    return stack.use(await keepRunning({ name: 'clickhouse', start, clock, log })).child.url;
  }
}

function addressOf(previous: EmbeddedClickhouse | null): { port?: number; secret?: string } {
  if (!previous) return {};
  const { port, password } = new URL(previous.url);
  return { port: Number(port), secret: decodeURIComponent(password) };
}
