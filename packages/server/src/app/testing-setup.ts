import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectClickHouse } from '#platform/clickhouse/client';
import { migrateClickHouse } from '#platform/clickhouse/migrate';
import { systemClock } from '#platform/clock/clock';
import { createLog } from '#platform/log/log';
import { migratePostgres } from '#platform/postgres/migrate';
import { openBullQueue } from '#platform/queue/bull-queue';
import { MIGRATIONS, openStores } from './open-stores.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    clickhouseUrl: string;
    /** `all`: every single effect of a purge, which takes many minutes. */
    purgeKills: string;
    /** Of an Azurite that tests of destinations may use; empty: they run on a server of their own. */
    azureUrl: string;
  }
}

/** One PostgreSQL and one ClickHouse engine for the whole run; `testing.ts` hands each file a database of its own. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-test-'));
  const log = createLog('error');
  const stores = await openStores({ dataDir, memoryLimitBytes: 2 * 2 ** 30 }, systemClock(), log);
  await prepare(stores);
  project.provide('postgresUrl', stores.postgresUrl);
  project.provide('clickhouseUrl', stores.clickhouseUrl);
  return async () => {
    await stores[Symbol.asyncDispose]();
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
}
