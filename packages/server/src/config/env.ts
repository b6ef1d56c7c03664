import { totalmem } from 'node:os';
import { z } from 'zod';

/** Which processes need a setting. */
type NeededBy = 'all' | 'api' | 'worker';

interface Setting<S extends z.ZodType = z.ZodType> {
  schema: S;
  /** One sentence for docs/config.md, .env.example and --help. */
  doc: string;
  /** What happens when it is not set, in words. */
  fallback: string;
  neededBy: NeededBy;
  /** Settings with a flag may also be given as `npm start -- --port 4000`. */
  flag?: string;
}

const setting = <S extends z.ZodType>(definition: Setting<S>): Setting<S> => definition;

const port = z.coerce.number().int().min(0).max(65_535);
const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const postgresUrl = url(['postgres:', 'postgresql:']).optional();
const clickhouseUrl = url(['http:', 'https:']).optional();
const text = (min: number, max = 500) => z.string().min(min).max(max).optional();
const yesNo = (fallback: 'true' | 'false') =>
  z
    .enum(['true', 'false'], { message: 'must be true or false' })
    .default(fallback)
    .transform((value) => value === 'true');

/** As OpenTelemetry writes them down: values are percent-encoded. */
const headers = z
  .string()
  .default('')
  .transform((list, problems) => {
    const pairs = list.split(',').filter((pair) => pair.trim() !== '');
    try {
      return Object.fromEntries(
        pairs.map((pair) => {
          const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/.exec(pair) ?? [];
          if (name === undefined || value === undefined) throw new Error('no name');
          return [name, decodeURIComponent(value.trim())];
        }),
      );
    } catch {
      problems.addIssue({ code: 'custom', message: 'must be a comma list of name=value, values percent-encoded' });
      return z.NEVER;
    }
  });

export const WORKER_GROUPS = ['ingestion', 'evaluation', 'export', 'lifecycle', 'integrations'] as const;
export type WorkerGroup = (typeof WORKER_GROUPS)[number];

const groups = z
  .string()
  .default(WORKER_GROUPS.join(','))
  .transform((list) => list.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(WORKER_GROUPS, { message: `must be a comma list of ${WORKER_GROUPS.join(', ')}` })).min(1));

const names = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );

const UNITS: Record<string, number> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const bytes = z
  .string()
  .regex(/^\d+(\.\d+)?\s*[kmg]?b?$/i, { message: 'must be a size such as 512m or 2g' })
  .transform((size) =>
    Math.floor(Number.parseFloat(size) * (UNITS[/[kmg]/i.exec(size)?.[0]?.toLowerCase() ?? ''] ?? 1)),
  )
  .refine((size) => size >= 512 * 2 ** 20, { message: 'must be at least 512m' });

const defaultMemory = Math.min(totalmem() / 2, 4 * 2 ** 30);

/** Every setting there is. An operator must want to set it, or it is a constant beside its code. */
export const SETTINGS = {
  PORT: setting({
    schema: port.default(3000),
    doc: 'Port to listen on; 0 takes a free one.',
    fallback: '3000',
    neededBy: 'api',
    flag: 'port',
  }),
  HOST: setting({
    schema: z.string().min(1).default('127.0.0.1'),
    doc: 'Address to listen on; 0.0.0.0 opens it to the network.',
    fallback: '127.0.0.1',
    neededBy: 'api',
    flag: 'host',
  }),
  DATA_DIR: setting({
    schema: z.string().min(1).default('./data'),
    doc: 'Everything the embedded engines keep.',
    fallback: './data',
    neededBy: 'all',
    flag: 'data-dir',
  }),
  ROLE: setting({
    schema: z.enum(['all', 'api', 'worker']).default('all'),
    doc: 'What this process does: serve requests, work the queues, or both.',
    fallback: 'all',
    neededBy: 'all',
    flag: 'role',
  }),
  WORKER_QUEUES: setting({
    schema: groups,
    doc: `Queue groups this process works: a comma list of ${WORKER_GROUPS.join(', ')}.`,
    fallback: 'all groups',
    neededBy: 'worker',
    flag: 'worker-queues',
  }),
  MEMORY_LIMIT: setting({
    schema: bytes.default(defaultMemory),
    doc: 'Memory for the whole embedded product, such as 2g.',
    fallback: 'half of the machine, at most 4g',
    neededBy: 'all',
    flag: 'memory-limit',
  }),
  PUBLIC_URL: setting({
    schema: url(['http:', 'https:']).optional(),
    doc: 'Address people reach it at; used in e-mails, cookies and links.',
    fallback: 'http://localhost:PORT',
    neededBy: 'api',
  }),
  DATABASE_URL: setting({
    schema: postgresUrl,
    doc: 'PostgreSQL to use instead of the embedded one.',
    fallback: 'embedded PostgreSQL',
    neededBy: 'all',
  }),
  CLICKHOUSE_URL: setting({
    schema: clickhouseUrl,
    doc: 'ClickHouse to use instead of the embedded engine; user and password in the URL, database as its path.',
    fallback: 'embedded engine',
    neededBy: 'all',
  }),
  CLICKHOUSE_READ_URL: setting({
    schema: clickhouseUrl,
    doc: 'ClickHouse service for reads by people and programs.',
    fallback: 'CLICKHOUSE_URL',
    neededBy: 'all',
  }),
  CLICKHOUSE_EXPORT_URL: setting({
    schema: clickhouseUrl,
    doc: 'ClickHouse service for exports.',
    fallback: 'CLICKHOUSE_READ_URL',
    neededBy: 'all',
  }),
  CLICKHOUSE_CLUSTER: setting({
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_.-]+$/)
      .optional(),
    doc: 'Name of the ClickHouse cluster: tables are made ON CLUSTER with replicated engines.',
    fallback: 'a single server',
    neededBy: 'all',
  }),
  REDIS_URL: setting({
    schema: url(['redis:', 'rediss:']).optional(),
    doc: 'Redis for queues; it must persist and must not evict.',
    fallback: 'queues on PostgreSQL',
    neededBy: 'all',
  }),
  BLOB_URL: setting({
    schema: url(['file:', 's3:']).optional(),
    doc: 'Where blobs live: file:///folder or s3://bucket/prefix?region=…&endpoint=…',
    fallback: 'a folder in DATA_DIR',
    neededBy: 'all',
  }),
  SECRET_KEY: setting({
    schema: z.string().min(32, { message: 'must have at least 32 characters' }).optional(),
    doc: 'Root of encryption and signing, at least 32 characters; required with DATABASE_URL.',
    fallback: 'generated into DATA_DIR',
    neededBy: 'all',
  }),
  SMTP_URL: setting({
    schema: url(['smtp:', 'smtps:']).optional(),
    doc: 'Mail server.',
    fallback: 'mails are written to DATA_DIR/outbox and to the log',
    neededBy: 'all',
  }),
  MAIL_FROM: setting({
    schema: z.string().min(3).default('Tidemark <tidemark@localhost>'),
    doc: 'Sender of mails.',
    fallback: 'Tidemark <tidemark@localhost>',
    neededBy: 'all',
  }),
  ADMIN_API_KEY: setting({
    schema: text(32),
    doc: 'Key of the instance admin, at least 32 characters.',
    fallback: 'admin routes by session only',
    neededBy: 'api',
  }),
  SIGN_UP: setting({
    schema: yesNo('true'),
    doc: 'Whether people may create accounts without an invitation.',
    fallback: 'true',
    neededBy: 'api',
  }),
  KEEP_SEGMENTS_HOURS: setting({
    schema: z.coerce.number().int().min(1).max(87_600).default(48),
    doc: 'Hours for which what was received is kept as it came after it was stored; how far back a replay reaches.',
    fallback: '48',
    neededBy: 'worker',
  }),
  ALLOW_PRIVATE_ADDRESSES: setting({
    schema: names,
    doc: 'Comma list of hosts or addresses that URLs given by users may lead to although they are not on the public internet; * for all.',
    fallback: 'none',
    neededBy: 'all',
  }),
  EXPORT_FOLDERS: setting({
    schema: names,
    doc: 'Comma list of folders below which scheduled exports may write on this machine.',
    fallback: 'none',
    neededBy: 'all',
  }),
  LOG_LEVEL: setting({
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
    doc: 'Least severe log line that is written.',
    fallback: 'info',
    neededBy: 'all',
  }),
  METRICS_PORT: setting({
    schema: z.coerce.number().int().min(1).max(65_535).optional(),
    doc: 'Port that answers GET /metrics to Prometheus, on HOST and without a key: keep it from the public.',
    fallback: 'no such port',
    neededBy: 'all',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting({
    schema: url(['http:', 'https:']).optional(),
    doc: 'Collector to which the same metrics are sent every minute, as OTLP over HTTP to /v1/metrics below it.',
    fallback: 'nothing is sent',
    neededBy: 'all',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: setting({
    schema: headers,
    doc: 'Headers for that collector, as name=value,name=value.',
    fallback: 'none',
    neededBy: 'all',
  }),
  INIT_USER_EMAIL: setting({
    schema: z.email().optional(),
    doc: 'E-mail of the first person.',
    fallback: 'admin@localhost.local',
    neededBy: 'api',
  }),
  INIT_USER_PASSWORD: setting({
    schema: text(8, 128),
    doc: 'Password of the first person, at least 8 characters.',
    fallback: 'generated and printed once',
    neededBy: 'api',
  }),
  INIT_ORG_NAME: setting({
    schema: text(1, 100),
    doc: 'Name of the first organization.',
    fallback: 'My organization',
    neededBy: 'api',
  }),
  INIT_PROJECT_ID: setting({
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .optional(),
    doc: 'Id of the first project.',
    fallback: 'generated',
    neededBy: 'api',
  }),
  INIT_PROJECT_NAME: setting({
    schema: text(3, 60),
    doc: 'Name of the first project.',
    fallback: 'My project',
    neededBy: 'api',
  }),
  INIT_PROJECT_PUBLIC_KEY: setting({
    schema: text(8, 200),
    doc: 'Public key of the first project.',
    fallback: 'generated and printed once',
    neededBy: 'api',
  }),
  INIT_PROJECT_SECRET_KEY: setting({
    schema: text(8, 200),
    doc: 'Secret key of the first project.',
    fallback: 'generated and printed once',
    neededBy: 'api',
  }),
  DELETION_GRACE_DAYS: setting({
    schema: z.coerce.number().int().min(0).max(30).default(7),
    doc: 'Days in which a deletion can be taken back, 1 to 30; 0 only with DELETION_ALLOW_IMMEDIATE.',
    fallback: '7',
    neededBy: 'all',
  }),
  DELETION_ALLOW_IMMEDIATE: setting({
    schema: yesNo('false'),
    doc: 'Allows DELETION_GRACE_DAYS=0.',
    fallback: 'false',
    neededBy: 'all',
  }),
  DELETION_FLOW: setting({
    schema: z.enum(['grace', 'immediate-soft']).default('grace'),
    doc: 'What deleting a project means: grace purges it after the days of grace; immediate-soft hides it and never purges.',
    fallback: 'grace',
    neededBy: 'all',
  }),
  DELETION_USAGE_THRESHOLD: setting({
    schema: z.coerce.number().min(0).default(10),
    doc: 'Unpaid usage of the running month above which a project of a paying organization is not deleted, in the currency of its plan.',
    fallback: '10',
    neededBy: 'api',
  }),
  DELETION_PURGE_ENABLED: setting({
    schema: yesNo('true'),
    doc: 'Whether deleted projects are removed for good when their grace is over.',
    fallback: 'true',
    neededBy: 'worker',
  }),
  DELETION_PURGE_INTERVAL: setting({
    schema: z.coerce.number().int().min(1).max(86_400).default(60),
    doc: 'Seconds between two looks for projects to remove.',
    fallback: '60',
    neededBy: 'worker',
  }),
  DELETION_PURGE_LIST_LIMIT: setting({
    schema: z.coerce.number().int().min(1).max(1000).default(100),
    doc: 'Projects that one look takes up at most.',
    fallback: '100',
    neededBy: 'worker',
  }),
  DELETION_PURGE_CONCURRENCY: setting({
    schema: z.coerce.number().int().min(1).max(16).default(1),
    doc: 'Projects that a process removes at once.',
    fallback: '1',
    neededBy: 'worker',
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };

export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Tidemark cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads all settings; throws one `SettingsError` that names every problem. Empty text counts as not set. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const entries = Object.entries(SETTINGS).map(([name, { schema }]) => {
    const raw = env[name] === '' ? undefined : env[name];
    const parsed = schema.safeParse(raw);
    if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => `${name}: ${issue.message}`));
    return [name, parsed.data];
  });
  const settings = Object.fromEntries(entries) as Settings;
  problems.push(...conflicts(settings));
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function conflicts(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.DATABASE_URL && !settings.SECRET_KEY)
    problems.push('SECRET_KEY: is required when DATABASE_URL is set, because every process must share it');
  if (settings.CLICKHOUSE_READ_URL && !settings.CLICKHOUSE_URL)
    problems.push('CLICKHOUSE_READ_URL: needs CLICKHOUSE_URL');
  if (settings.CLICKHOUSE_EXPORT_URL && !settings.CLICKHOUSE_URL)
    problems.push('CLICKHOUSE_EXPORT_URL: needs CLICKHOUSE_URL');
  if (settings.CLICKHOUSE_CLUSTER && !settings.CLICKHOUSE_URL)
    problems.push('CLICKHOUSE_CLUSTER: needs CLICKHOUSE_URL');
  if (settings.DELETION_GRACE_DAYS === 0 && !settings.DELETION_ALLOW_IMMEDIATE)
    problems.push('DELETION_GRACE_DAYS: 0 is only allowed with DELETION_ALLOW_IMMEDIATE=true');
  if (!settings.INIT_PROJECT_PUBLIC_KEY !== !settings.INIT_PROJECT_SECRET_KEY)
    problems.push('INIT_PROJECT_PUBLIC_KEY and INIT_PROJECT_SECRET_KEY: give both or neither');
  if (settings.ROLE !== 'all' && !(settings.DATABASE_URL && settings.CLICKHOUSE_URL))
    problems.push(
      `ROLE: ${settings.ROLE} needs DATABASE_URL and CLICKHOUSE_URL, because embedded engines belong to one process`,
    );
  return problems;
}
