import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, PostgresDialect } from 'kysely-codegen';
import { MIGRATIONS, openStores } from '../../packages/server/src/app/open-stores.ts';
import { connectClickHouse } from '../../packages/server/src/platform/clickhouse/client.ts';
import { dumpClickHouseSchema } from '../../packages/server/src/platform/clickhouse/dump-schema.ts';
import { migrateClickHouse } from '../../packages/server/src/platform/clickhouse/migrate.ts';
import { systemClock } from '../../packages/server/src/platform/clock/clock.ts';
import { createLog } from '../../packages/server/src/platform/log/log.ts';
import { connectPostgres } from '../../packages/server/src/platform/postgres/db.ts';
import { dumpPostgresSchema } from '../../packages/server/src/platform/postgres/dump-schema.ts';
import { migratePostgres } from '../../packages/server/src/platform/postgres/migrate.ts';

/** Migrates empty stores of both kinds and reads back what the migrations made of them. */
export async function schemas(): Promise<Record<string, string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-generate-'));
  try {
    await using stores = await openStores({ dataDir, memoryLimitBytes: 2 ** 30 }, systemClock(), createLog('error'));
    return { ...(await ofPostgres(stores.postgresUrl)), ...(await ofClickHouse(stores.clickhouseUrl)) };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function ofPostgres(url: string): Promise<Record<string, string>> {
  await using database = connectPostgres({ url, maxConnections: 2, onError: () => undefined });
  await migratePostgres(database.pool, MIGRATIONS.postgres);
  const types = await generate({
    db: database.db,
    dialect: new PostgresDialect(),
    excludePattern: 'schema_migrations',
    // Our counts stay below 2^53; platform/postgres/db.ts reads int8 accordingly.
    typeMapping: { int8: 'number' },
  });
  return {
    'packages/server/src/platform/postgres/schema.gen.ts': types,
    'packages/server/migrations/postgres/schema.sql': await dumpPostgresSchema(database.pool),
  };
}

async function ofClickHouse(url: string): Promise<Record<string, string>> {
  await using ch = connectClickHouse({ url });
  await migrateClickHouse({ ch, clock: systemClock(), directory: MIGRATIONS.clickhouse });
  return { 'packages/server/migrations/clickhouse/schema.sql': await dumpClickHouseSchema(ch) };
}
