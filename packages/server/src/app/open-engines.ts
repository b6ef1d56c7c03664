import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '#config';
import type { Engines, Policy } from '#kernel/ctx';
import { sealAbandoned, diskJournal } from '#platform/journal/disk-journal';
import type { Journal, OnSealed } from '#platform/journal/journal';
import { objectJournal } from '#platform/journal/object-journal';
import { openBlobStore } from '#platform/blob/open-blob-store';
import type { BlobStore } from '#platform/blob/blob-store';
import { connectClickHouse } from '#platform/clickhouse/client';
import { migrateClickHouse } from '#platform/clickhouse/migrate';
import { systemClock } from '#platform/clock/clock';
import type { Clock } from '#platform/clock/clock';
import type { Log } from '#platform/log/log';
import { createOutboxMailer } from '#platform/mail/outbox-mailer';
import { createSmtpMailer } from '#platform/mail/smtp-mailer';
import { openBarrier } from '#platform/postgres/barrier';
import { connectPostgres } from '#platform/postgres/db';
import { migratePostgres } from '#platform/postgres/migrate';
import { connectNotifications } from '#platform/postgres/notifications';
import { openBullQueue } from '#platform/queue/bull-queue';
import { checkRedis } from '#platform/queue/check-redis';
import { createSecrets } from '#platform/secrets/secrets';
import { openTelemetry } from '#platform/telemetry/open-telemetry';
import { METRICS } from '#domain/metrics';
import { ensureSecretKey } from './data-dir.ts';
import { observeQueries } from './observe-queries.ts';
import { MIGRATIONS, openStores } from './open-stores.ts';
import { readMasks } from './read-masks.ts';
import { VERSION } from './version.ts';

export interface OpenEngines extends AsyncDisposable {
  engines: Engines;
}

interface Options {
  config: Config;
  log: Log;
  publicUrl: string;
  onSealed: OnSealed;
}

const POSTGRES_CONNECTIONS = 20;
/** A segment that another process may still write to is left alone for this long. */
const FOREIGN_SEGMENT_MS = 60_000;

/** Opens every engine in the order they need each other; disposal closes them in the reverse order. */
export async function openEngines({ config, log, publicUrl, onSealed }: Options): Promise<OpenEngines> {
  const stack = new AsyncDisposableStack();
  try {
    const clock = systemClock();
    const telemetry = stack.use(
      await openTelemetry({
        metrics: METRICS,
        about: {
          'service.name': 'tidemark',
          'service.version': VERSION,
          'service.instance.id': clock.newId(),
          'tidemark.role': config.ROLE,
        },
        prometheus: config.METRICS_PORT === undefined ? undefined : { host: config.HOST, port: config.METRICS_PORT },
        otlp: config.OTEL_EXPORTER_OTLP_ENDPOINT
          ? { endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, headers: config.OTEL_EXPORTER_OTLP_HEADERS }
          : undefined,
        log,
      }),
    );
    const secrets = createSecrets(await ensureSecretKey(config.dataDir, config.SECRET_KEY));
    const stores = stack.use(
      await openStores(
        {
          dataDir: config.dataDir,
          memoryLimitBytes: config.MEMORY_LIMIT,
          databaseUrl: config.DATABASE_URL,
          clickhouseUrl: config.CLICKHOUSE_URL,
        },
        clock,
        log,
      ),
    );
    const database = stack.use(
      connectPostgres({
        url: stores.postgresUrl,
        maxConnections: POSTGRES_CONNECTIONS,
        onError: (error) => log.warn({ err: error }, 'a PostgreSQL connection broke'),
      }),
    );
    const ch = stack.use(
      connectClickHouse({
        url: stores.clickhouseUrl,
        readUrl: config.CLICKHOUSE_READ_URL,
        exportUrl: config.CLICKHOUSE_EXPORT_URL,
        masks: readMasks,
        onQuery: observeQueries(telemetry, log),
      }),
    );
    await Promise.all([
      migratePostgres(database.pool, MIGRATIONS.postgres),
      migrateClickHouse({ ch, clock, directory: MIGRATIONS.clickhouse, cluster: config.CLICKHOUSE_CLUSTER }),
    ]);
    if (config.REDIS_URL) stack.use(await checkRedis(config.REDIS_URL, { clock, log }));
    const [queue, notifications, blob] = await Promise.all([
      openBullQueue(config.REDIS_URL ? { redisUrl: config.REDIS_URL } : { postgresUrl: stores.postgresUrl }, log),
      connectNotifications({ url: stores.postgresUrl, clock, log }),
      openBlobStore(config.blobUrl, () => clock.newId()),
    ]);
    stack.use(queue);
    stack.use(notifications);
    const barrier = stack.use(await openBarrier({ db: database.db, notifications, clock, log }));
    stack.use(blob);
    const journal = stack.use(await openJournal({ config, blob, clock, onSealed }));
    const mail = stack.use(
      config.SMTP_URL
        ? createSmtpMailer({ url: config.SMTP_URL, from: config.MAIL_FROM })
        : createOutboxMailer({ folder: join(config.dataDir, 'outbox'), from: config.MAIL_FROM, clock, log }),
    );
    const engines: Engines = {
      db: database.db,
      ch,
      queue,
      blob,
      journal,
      mail,
      notifications,
      barrier,
      secrets,
      clock,
      log,
      telemetry,
      publicUrl,
      policy: policyOf(config),
    };
    return { engines, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function policyOf(config: Config): Policy {
  return {
    deletion: {
      graceDays: config.DELETION_GRACE_DAYS,
      flow: config.DELETION_FLOW,
      usageThreshold: config.DELETION_USAGE_THRESHOLD,
    },
    purge: {
      enabled: config.DELETION_PURGE_ENABLED,
      intervalMs: config.DELETION_PURGE_INTERVAL * 1000,
      listLimit: config.DELETION_PURGE_LIST_LIMIT,
      concurrency: config.DELETION_PURGE_CONCURRENCY,
    },
    outside: { privateHosts: config.ALLOW_PRIVATE_ADDRESSES, folders: config.EXPORT_FOLDERS },
  };
}

async function openJournal(options: {
  config: Config;
  blob: BlobStore;
  clock: Clock;
  onSealed: OnSealed;
}): Promise<Journal> {
  const { config, blob, clock, onSealed } = options;
  const url = new URL(config.blobUrl);
  if (url.protocol !== 'file:') return objectJournal({ blob, clock, onSealed });
  const root = fileURLToPath(url);
  const isOwn = root.startsWith(config.dataDir);
  await sealAbandoned(root, { nowMs: clock.nowMs(), olderThanMs: isOwn ? 0 : FOREIGN_SEGMENT_MS });
  return diskJournal({ root, clock, onSealed });
}
