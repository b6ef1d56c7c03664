import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedClickhouse } from '@tidemark/embedded-clickhouse';
import type { Log } from '#platform/log/log';
import { startEmbeddedPostgres } from '#platform/postgres/embedded';

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

/** Starts what is not given by URL. `onLost` is told when an embedded engine ends although nobody asked it to. */
export async function openStores(
  settings: StoreSettings,
  log: Log,
  onLost: (engine: string) => void,
): Promise<StoreUrls> {
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
    const embedded = await startEmbeddedPostgres({
      dataDir: join(settings.dataDir, 'postgres'),
      sharedBuffersBytes: settings.memoryLimitBytes * POSTGRES_BUFFERS_SHARE,
      onLog: (line) => log.debug({ engine: 'postgres' }, line),
      onExit: (exit) => {
        log.error({ engine: 'postgres', ...exit }, 'embedded PostgreSQL ended');
        onLost('postgres');
      },
    });
    stack.use(embedded);
    return embedded.url;
  }

  async function openClickhouse() {
    if (settings.clickhouseUrl) return settings.clickhouseUrl;
    let stopping = false;
    const embedded = await startEmbeddedClickhouse({
      dataDir: join(settings.dataDir, 'clickhouse'),
      memoryLimitBytes: Math.max(512 * 2 ** 20, Math.floor(settings.memoryLimitBytes * CLICKHOUSE_SHARE)),
      onLog: (line) => log.debug({ engine: 'clickhouse' }, line),
      onExit: (exit) => {
        if (stopping) return;
        log.error({ engine: 'clickhouse', ...exit }, 'embedded ClickHouse ended');
        onLost('clickhouse');
      },
    });
    stack.defer(async () => {
      stopping = true;
      await embedded[Symbol.asyncDispose]();
    });
    return embedded.url;
  }
}
