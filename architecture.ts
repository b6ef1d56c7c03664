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
  models: ['projects'],
  prompts: ['projects'],
  scores: ['projects'],
  traces: ['projects', 'scores'],
  sessions: ['traces', 'scores'],
  metrics: ['traces', 'scores'],
  ingestion: ['api-keys', 'models', 'prompts', 'projects', 'traces', 'scores'],
  operations: [],
} as const satisfies Record<string, readonly string[]>;

export type FeatureName = keyof typeof FEATURE_USES;

/** Layers of the server, lowest last: a folder may import from the folders to its right, never to its left. */
export const SERVER_LAYERS = {
  app: ['#features', '#kernel', '#domain', '#platform', '#config'],
  features: ['#features', '#kernel', '#domain', '#platform'],
  kernel: ['#domain', '#platform'],
  platform: [],
  domain: [],
  config: [],
} as const;

/** Layers of the web app. */
export const WEB_LAYERS = {
  app: ['#features', '#ui', '#lib'],
  features: ['#ui', '#lib'],
  ui: ['#lib'],
  lib: [],
} as const;
