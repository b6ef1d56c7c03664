import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectClickHouse } from '#platform/clickhouse/client';
import { migrateClickHouse } from '#platform/clickhouse/migrate';
import { systemClock } from '#platform/clock/clock';
import { createLog } from '#platform/log/log';
import { startEmbeddedPostgres } from '#platform/postgres/embedded';
import { migratePostgres } from '#platform/postgres/migrate';
import { openBullQueue } from '#platform/queue/bull-queue';
import { MIGRATIONS, openStores } from './open-stores.ts';
import { hurryCleanup } from './testing-clickhouse-rows.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    clickhouseUrl: string;
    /** `all`: every single effect of a purge, which takes many minutes. */
    purgeKills: string;
    /** `all`: an export is killed at every point, several times. */
    exportKills: string;
    /** Of an Azurite that tests of destinations may use; empty: they run on a server of their own. */
    azureUrl: string;
    /** `all`: fifty schedules with crashes instead of a few. */
    exportRuns: string;
    /** Inputs that a fuzz tries of each thing. */
    fuzzRuns: number;
  }
}

/** Several files at once, each with queues and pools; and no test takes away the power, so that nothing has to reach the disk. */
const POSTGRES_OF_TESTS = { max_connections: 300, fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** One PostgreSQL and one ClickHouse engine for the whole run; `testing.ts` hands each file a database of its own. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-test-'));
  const log = createLog('error');
  const postgres = await startEmbeddedPostgres({
    dataDir: join(dataDir, 'postgres'),
    sharedBuffersBytes: 2 ** 26,
    settings: POSTGRES_OF_TESTS,
    onLog: (line) => log.debug(line),
    onExit: () => log.error('PostgreSQL ended'),
  });
  const own = { dataDir, memoryLimitBytes: 2 * 2 ** 30, databaseUrl: postgres.url };
  const stores = await openStores(own, systemClock(), log);
  await prepare(stores);
  project.provide('postgresUrl', stores.postgresUrl);
  project.provide('clickhouseUrl', stores.clickhouseUrl);
  return async () => {
    await stores[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function prepare(urls: { postgresUrl: string; clickhouseUrl: string }) {
  const pool = new pg.Pool({ connectionString: urls.postgresUrl, max: 2 });
  await migratePostgres(pool, MIGRATIONS.postgres);
  await pool.end();
  await using _queue = await openBullQueue({ postgresUrl: urls.postgresUrl }, createLog('error'));
  await using ch = connectClickHouse({ url: urls.clickhouseUrl });
  await migrateClickHouse({ ch, clock: systemClock(), directory: MIGRATIONS.clickhouse });
  await hurryCleanup(ch);
}
