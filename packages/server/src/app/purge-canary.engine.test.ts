import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { keptTables, runPurges } from '#features/lifecycle';
import { createProject } from '#features/projects';
import { connectClickHouse } from '#platform/clickhouse/client';
import { projectTables } from '#platform/clickhouse/count-project-rows';
import { migrateClickHouse } from '#platform/clickhouse/migrate';
import { param, sql } from '#platform/clickhouse/sql';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import { systemClock } from '#platform/clock/clock';
import { createLog } from '#platform/log/log';
import { connectPostgres } from '#platform/postgres/db';
import { migratePostgres } from '#platform/postgres/migrate';
import { DATA_FEATURES } from './features.ts';
import { MIGRATIONS, openStores } from './open-stores.ts';
import type { StoreUrls } from './open-stores.ts';
import { fillClickHouse } from './testing-clickhouse-rows.ts';
import { fillPostgres } from './testing-postgres-rows.ts';
import { purgeWorld } from './testing-purge.ts';

/** Engines on a folder of their own, so that every byte in it is of this test. */
const stack = new AsyncDisposableStack();
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tidemark-canary-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
});
afterAll(() => stack.disposeAsync());

async function migrate(own: StoreUrls) {
  await using database = connectPostgres({ url: own.postgresUrl, maxConnections: 2, onError: () => undefined });
  await migratePostgres(database.pool, MIGRATIONS.postgres);
  await using ch = connectClickHouse({ url: own.clickhouseUrl });
  await migrateClickHouse({ ch, clock: systemClock(), directory: MIGRATIONS.clickhouse });
}

/** Which files hold the bytes. The write-ahead log is recycled and not overwritten; the certificate states its age. */
async function filesWith(needle: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes('/pg_wal/')) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (bytes.includes(needle)) found.push(path.slice(folder.length));
  }
  return found;
}

test('F08: canaries in every text column and every blob are in the data folders before, and no byte of them is after', async () => {
  const clock = systemClock();
  const own = stack.use(await openStores({ dataDir, memoryLimitBytes: 2 * 2 ** 30 }, clock, createLog('error')));
  await migrate(own);
  const ways = { postgres: () => own.postgresUrl, clickhouse: () => own.clickhouseUrl };
  const stores = stack.use(await testEngines(clock, ways));
  const { engines } = stores;
  const { ch } = engines;
  await storePlainly();
  const world = await purgeWorld(stores);
  const canary = `CANARY${randomBytes(12).toString('hex')}`;
  const { id: projectId } = await createProject(await world.scope(), { name: 'To be forgotten' });
  await fillPostgres(stores.pool, projectId, { except: Object.keys(keptTables(DATA_FEATURES)), mark: canary });
  await fillClickHouse(ch, projectId, canary);
  for (const folder of DATA_FEATURES.flatMap(({ owns }) => owns.blobs ?? []))
    await engines.blob.put(`projects/${projectId}/${folder}/a`, Buffer.from(canary));
  await stores.pool.query('CHECKPOINT');

  const before = [...(await filesWith(canary, dataDir)), ...(await filesWith(canary, stores.folder))];
  for (const store of ['/clickhouse/', '/postgres/', '/blobs/'])
    expect(before.filter((path) => path.includes(store)).length, store).toBeGreaterThan(0);
  expect(before.length).toBeGreaterThan(10);

  await world.markDue(projectId);
  const { outcomes } = await runPurges(engines, DATA_FEATURES, { listLimit: 1, concurrency: 1 });
  expect(outcomes.purged).toBe(1);
  await stores.pool.query('VACUUM FULL');
  await stores.pool.query('CHECKPOINT');
  expect([...(await filesWith(canary, dataDir)), ...(await filesWith(canary, stores.folder))]).toEqual([]);

  /** Compression would hide the canaries from a search for their bytes, and the test would pass for nothing. */
  async function storePlainly() {
    for (const table of await projectTables(ch)) {
      const columns = await ch.query({
        sql: sql`SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = ${param.string(table)}
          AND match(type, '^String|^LowCardinality.String') AND default_kind = '' AND NOT is_in_sorting_key`,
        schema: z.object({ name: z.string(), type: z.string() }),
        class: 'purge',
        who: 'test',
      });
      for (const { name, type } of columns)
        await ch.command({
          sql: trustedSql(`ALTER TABLE ${table} MODIFY COLUMN ${name} ${type} CODEC(NONE)`),
          class: 'purge',
          who: 'test',
        });
    }
  }
}, 300_000);
