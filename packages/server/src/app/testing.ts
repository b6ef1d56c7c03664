import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import type { Engines } from '#kernel/ctx';
import { openBlobStore } from '#platform/blob/open-blob-store';
import { connectClickHouse } from '#platform/clickhouse/client';
import { systemClock } from '#platform/clock/clock';
import type { Clock } from '#platform/clock/clock';
import { diskJournal } from '#platform/journal/disk-journal';
import { createLog } from '#platform/log/log';
import { createOutboxMailer } from '#platform/mail/outbox-mailer';
import { openBarrier } from '#platform/postgres/barrier';
import { connectPostgres } from '#platform/postgres/db';
import { connectNotifications } from '#platform/postgres/notifications';
import { openBullQueue } from '#platform/queue/bull-queue';
import { createSecrets } from '#platform/secrets/secrets';
import { silentTelemetry } from '#platform/telemetry/telemetry';
import { readMasks } from './read-masks.ts';
import './testing-setup.ts';

export interface TestEngines extends AsyncDisposable {
  engines: Engines;
  pool: pg.Pool;
  postgresUrl: string;
  /** Where segments are when not on disk. */
  s3Url: string | undefined;
  /** A folder of this test alone: blobs and the mail outbox are in it. */
  folder: string;
}

/** What lies between the engines and the product: a test gives the way to a bad network or another store. */
export interface TestWays {
  postgres?(url: string): string;
  clickhouse?(url: string): string;
  /** Queues there instead of in PostgreSQL. */
  redisUrl?: string;
  /** Segments there instead of on disk. */
  s3Url?: string;
  /** To PostgreSQL; fewer than the product has, unless said. */
  connections?: number;
}

/** A clock that a test can move; it otherwise runs with the real one. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

export function testClock(): TestClock {
  const real = systemClock();
  let aheadMs = 0;
  return {
    ...real,
    nowMs: () => real.nowMs() + aheadMs,
    nowUs: () => real.nowUs() + aheadMs * 1000,
    advance: (ms) => {
      aheadMs += ms;
    },
  };
}

/**
 * Real engines for a test file: a PostgreSQL database cloned from the migrated one, the shared ClickHouse engine (own
 * your data by using a fresh project id), a queue in that database, blobs and mails in a temporary folder.
 */
export async function testEngines(clock: Clock = systemClock(), ways: TestWays = {}): Promise<TestEngines> {
  const stack = new AsyncDisposableStack();
  const directUrl = await cloneDatabase(inject('postgresUrl'), stack);
  const postgresUrl = ways.postgres?.(directUrl) ?? directUrl;
  const clickhouseUrl = ways.clickhouse?.(inject('clickhouseUrl')) ?? inject('clickhouseUrl');
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-file-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const log = createLog('silent');
  const database = stack.use(
    connectPostgres({ url: postgresUrl, maxConnections: ways.connections ?? 8, onError: () => undefined }),
  );
  const notifications = stack.use(await connectNotifications({ url: postgresUrl, clock, log }));
  const engines: Engines = {
    db: database.db,
    ch: stack.use(connectClickHouse({ url: clickhouseUrl, masks: readMasks })),
    queue: stack.use(await openBullQueue(ways.redisUrl ? { redisUrl: ways.redisUrl } : { postgresUrl }, log)),
    blob: stack.use(await openBlobStore(ways.s3Url ?? pathToFileURL(join(folder, 'blobs')).href, randomUUID)),
    journal: stack.use(diskJournal({ root: join(folder, 'blobs'), clock, onSealed: () => undefined })),
    mail: stack.use(
      createOutboxMailer({ folder: join(folder, 'outbox'), from: 'Tidemark <tidemark@localhost>', clock, log }),
    ),
    notifications,
    barrier: stack.use(await openBarrier({ db: database.db, notifications, clock, log })),
    secrets: createSecrets('a secret that only tests know, 32+ characters'),
    clock,
    log,
    telemetry: silentTelemetry(),
    publicUrl: 'http://localhost:3000',
    policy: {
      deletion: { graceDays: 7, flow: 'grace', usageThreshold: 10 },
      purge: { enabled: true, intervalMs: 0, listLimit: 100, concurrency: 1 },
      outside: { privateHosts: ['127.0.0.1'], folders: [folder] },
    },
  };
  return {
    engines,
    pool: database.pool,
    postgresUrl,
    s3Url: ways.s3Url,
    folder,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function cloneDatabase(templateUrl: string, stack: AsyncDisposableStack): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: withDatabase(templateUrl, 'postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${new URL(templateUrl).pathname.slice(1)}`);
  stack.defer(async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  });
  return withDatabase(templateUrl, name);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
