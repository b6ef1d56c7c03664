import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engines } from '#kernel/ctx';
import { openBlobStore } from '#platform/blob/open-blob-store';
import { connectClickHouse } from '#platform/clickhouse/client';
import { migrateClickHouse } from '#platform/clickhouse/migrate';
import { systemClock } from '#platform/clock/clock';
import { createLog } from '#platform/log/log';
import { connectPostgres } from '#platform/postgres/db';
import { migratePostgres } from '#platform/postgres/migrate';
import { silentTelemetry } from '#platform/telemetry/telemetry';
import { MIGRATIONS, openStores } from './open-stores.ts';
import { readMasks } from './read-masks.ts';

export interface ExportPlaces {
  postgresUrl: string;
  clickhouseUrl: string;
  /** Folder of the blob store. */
  blobs: string;
}

export interface ExportStores extends AsyncDisposable {
  engines: Engines;
  /** Most memory that the engine took for one statement of an export, as it said itself. */
  mostBytes(): number;
}

/** What an export asks for, and nothing else of the product. */
export async function openExportStores(places: ExportPlaces): Promise<ExportStores> {
  const clock = systemClock();
  const stack = new AsyncDisposableStack();
  const database = stack.use(connectPostgres({ url: places.postgresUrl, maxConnections: 4, onError: () => undefined }));
  let mostBytes = 0;
  const ch = stack.use(
    connectClickHouse({
      url: places.clickhouseUrl,
      masks: readMasks,
      onQuery: ({ class: queryClass, spent }) => {
        if (queryClass === 'export') mostBytes = Math.max(mostBytes, spent.memoryBytes);
      },
    }),
  );
  const blob = stack.use(await openBlobStore(pathToFileURL(places.blobs).href, () => clock.newId()));
  const telemetry: Engines['telemetry'] = silentTelemetry();
  const engines = { db: database.db, ch, blob, clock, log: createLog('silent'), telemetry } as Engines;
  return { engines, mostBytes: () => mostBytes, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Both databases of a product in a folder, with what it keeps in them, and nobody who uses them yet. */
export async function startExportPlaces(
  dataDir: string,
  memoryLimitBytes = 2 * 2 ** 30,
): Promise<ExportPlaces & AsyncDisposable> {
  const clock = systemClock();
  const log = createLog('error');
  await mkdir(join(dataDir, 'blobs'), { recursive: true });
  const stores = await openStores({ dataDir, memoryLimitBytes }, clock, log);
  const places = {
    postgresUrl: stores.postgresUrl,
    clickhouseUrl: stores.clickhouseUrl,
    blobs: join(dataDir, 'blobs'),
  };
  await using database = connectPostgres({ url: places.postgresUrl, maxConnections: 2, onError: () => undefined });
  await migratePostgres(database.pool, MIGRATIONS.postgres);
  await using ch = connectClickHouse({ url: places.clickhouseUrl });
  await migrateClickHouse({ ch, clock, directory: MIGRATIONS.clickhouse });
  return { ...places, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
}

/** Of an organization of its own. */
export async function makeProject({ db }: Pick<Engines, 'db'>): Promise<string> {
  const [organizationId, projectId] = [randomUUID(), randomUUID()];
  await db.insertInto('organizations').values({ id: organizationId, name: 'Exports' }).execute();
  await db.insertInto('projects').values({ id: projectId, organization_id: organizationId, name: 'Exports' }).execute();
  return projectId;
}
