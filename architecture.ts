/**
 * The dependency table of Tidemark, as data. `oxlint.config.ts` turns it into lint rules, `scripts/generate.ts`
 * turns it into the table in ARCHITECTURE.md, and `packages/server/src/app/architecture.test.ts` proves the walls
 * by planting violations. To add an edge, add it here and say why in an ADR.
 */

/** Features of the server and, for each, the features whose public face it may import. A line names only lines above it. */
export const FEATURE_USES = {
  'audit-log': [],
  accounts: [],
  organizations: ['accounts', 'audit-log'],
  projects: ['accounts', 'organizations'],
  'api-keys': ['organizations', 'projects'],
  outbox: ['projects'],
  deletions: ['projects'],
  models: ['deletions', 'projects'],
  prompts: ['deletions', 'projects'],
  scores: ['deletions', 'projects'],
  traces: ['deletions', 'projects', 'scores'],
  sessions: ['deletions', 'traces', 'scores'],
  metrics: ['traces', 'scores'],
  ingestion: ['api-keys', 'deletions', 'models', 'prompts', 'projects', 'traces', 'scores'],
  exports: ['accounts', 'audit-log', 'organizations', 'projects', 'outbox'],
  archives: ['audit-log', 'projects', 'ingestion', 'exports'],
  'analytics-syncs': ['projects', 'outbox', 'ingestion', 'exports'],
  'blob-exports': ['projects', 'outbox', 'ingestion', 'exports'],
  webhooks: ['organizations', 'outbox'],
  lifecycle: [
    'audit-log',
    'accounts',
    'organizations',
    'projects',
    'api-keys',
    'outbox',
    'deletions',
    'scores',
    'traces',
    'ingestion',
    'webhooks',
  ],
  operations: [],
} as const satisfies Record<string, readonly string[]>;

export type FeatureName = keyof typeof FEATURE_USES;

/**
 * Layers of the server: for each folder, the # names that it may import. Features are narrowed further by
 * `FEATURE_USES`. `app` is the only folder that knows every feature; `platform` knows no noun of the product, only the
 * closed set of errors that it may answer with (docs/adr/0009-platform-and-errors.md).
 */
export const SERVER_LAYERS = {
  app: ['#features', '#kernel', '#domain', '#platform', '#config'],
  features: ['#features', '#kernel', '#domain', '#platform'],
  kernel: ['#kernel', '#domain', '#platform'],
  platform: ['#platform', '#domain/errors'],
  domain: ['#domain'],
  config: ['#config'],
} as const;

/** Layers of the web app; `app` is the only folder that composes features. */
export const WEB_LAYERS = {
  app: ['#features', '#ui', '#lib'],
  features: ['#ui', '#lib'],
  ui: ['#ui', '#lib'],
  lib: ['#lib'],
} as const;

/** Packages that only `platform` (and `app`, which opens them) may run; elsewhere their types at most. */
export const ENGINE_PACKAGES = [
  'pg',
  '@clickhouse/client',
  'bullmq',
  'ioredis',
  'nodemailer',
  '@aws-sdk/client-s3',
  '@azure/storage-blob',
  '@tidemark/embedded-clickhouse',
] as const;

/** What each package of the workspace may import of the others. */
export const PACKAGE_USES = {
  contract: [],
  'embedded-clickhouse': [],
  server: ['contract', 'embedded-clickhouse'],
  web: ['contract', 'server'],
} as const;
