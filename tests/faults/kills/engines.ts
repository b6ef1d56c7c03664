import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedClickhouse } from '@tidemark/embedded-clickhouse';
import { startEmbeddedPostgres } from '@tidemark/server/embedded-postgres';
import pg from 'pg';

/** Engines that outlive the products which are killed, so that a product starts again within a second. */
export interface Engines extends AsyncDisposable {
  /** Where everything of the run lies. */
  folder: string;
  /** Makes the databases of a product; with these settings it uses them. */
  createDatabases(name: string): Promise<Record<string, string>>;
  /** Makes the trace store of that product refuse every score with this name, as it refuses any value that it cannot hold. */
  refuseScores(database: string, scoreName: string): Promise<void>;
  /** What the product's database knows of segments. */
  knownSegments(database: string): Promise<Set<string>>;
  /** Ends what a killed product holds of purges, as its lease would after half a minute. */
  endPurgeLeases(database: string): Promise<void>;
  /** Makes replaced parts leave the disk within a second instead of five, which every purge waits for. */
  hurryCleanup(database: string): Promise<void>;
  /** SIGKILL to the trace store of all; after a while it is started again at the same address. */
  killClickhouse(awayMs: number): Promise<void>;
  /** Resolves when the trace store is not away. */
  running(): Promise<void>;
}

const MEMORY_BYTES = 1.5 * 2 ** 30;

export async function startEngines(): Promise<Engines> {
  const stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-faults-'));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const quiet = { onLog: () => undefined, onExit: () => undefined };
  const postgres = stack.use(
    await startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      sharedBuffersBytes: 2 ** 26,
      settings: { max_connections: 300 },
      ...quiet,
    }),
  );
  const start = (address: { port?: number; secret?: string } = {}) =>
    startEmbeddedClickhouse({ dataDir: join(folder, 'clickhouse'), memoryLimitBytes: MEMORY_BYTES, ...address });
  let clickhouse = await start();
  stack.defer(() => clickhouse[Symbol.asyncDispose]());
  const { url } = clickhouse;
  const databaseUrl = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  let away: Promise<void> | null = null;
  return {
    folder,
    createDatabases: async (name) => {
      await ask(postgres.url, (client) => client.query(`CREATE DATABASE ${name}`));
      await statement(url, `CREATE DATABASE ${name}`);
      return {
        DATABASE_URL: databaseUrl(name),
        CLICKHOUSE_URL: Object.assign(new URL(url), { pathname: `/${name}` }).href,
        SECRET_KEY: randomBytes(32).toString('hex'),
      };
    },
    refuseScores: async (database, scoreName) => {
      await statement(url, `ALTER TABLE ${database}.scores ADD CONSTRAINT refused CHECK name != '${scoreName}'`);
    },
    knownSegments: async (database) => {
      const { rows } = await ask(databaseUrl(database), (client) =>
        client.query<{ key: string }>('SELECT key FROM ingestion_segments'),
      );
      return new Set(rows.map(({ key }) => key));
    },
    endPurgeLeases: async (database) => {
      await ask(databaseUrl(database), (client) =>
        client.query('UPDATE project_purges SET lease_until = now() WHERE finished_at IS NULL'),
      );
    },
    hurryCleanup: async (database) => {
      const list = `SELECT name FROM system.tables WHERE database = '${database}' AND endsWith(engine, 'MergeTree') FORMAT TSV`;
      const tables = (await statement(url, list)).trim().split('\n');
      for (const table of tables)
        await statement(url, `ALTER TABLE ${database}.${table} MODIFY SETTING max_cleanup_delay_period = 1`);
    },
    killClickhouse: (awayMs) => {
      away ??= (async () => {
        process.kill(clickhouse.pid, 'SIGKILL');
        await wait(awayMs);
        const { port, password } = new URL(url);
        clickhouse = await start({ port: Number(port), secret: decodeURIComponent(password) });
        away = null;
      })();
      return away;
    },
    running: async () => {
      await away;
    },
    [Symbol.asyncDispose]: async () => {
      await away;
      await stack.disposeAsync();
    },
  };
}

async function ask<T>(url: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end();
  }
}

async function statement(url: string, sql: string): Promise<string> {
  const { username, password, origin } = new URL(url);
  const authorization = `Basic ${Buffer.from(`${username}:${decodeURIComponent(password)}`).toString('base64')}`;
  const answer = await fetch(origin, { method: 'POST', body: sql, headers: { authorization, connection: 'close' } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The engine refused ${sql}: ${text}`);
  return text;
}
