import { accountProcedures } from '#features/accounts';
import { analyticsSyncsRouter } from '#features/analytics-syncs';
import { apiKeysRouter } from '#features/api-keys';
import { archivesRouter } from '#features/archives';
import { auditLogRouter } from '#features/audit-log';
import { blobExportsRouter } from '#features/blob-exports';
import { exportsRouter } from '#features/exports';
import { ingestionRouter } from '#features/ingestion';
import { lifecycleRouter } from '#features/lifecycle';
import { metricsRouter } from '#features/metrics';
import { modelsRouter } from '#features/models';
import { organizationsRouter } from '#features/organizations';
import { meProcedure, projectsRouter } from '#features/projects';
import { scoresRouter } from '#features/scores';
import { promptsRouter } from '#features/prompts';
import { sessionsRouter } from '#features/sessions';
import { observationsRouter, tracesRouter } from '#features/traces';
import { webhooksRouter } from '#features/webhooks';
import { router } from '#kernel/trpc';
import { DATA_FEATURES, FEATURES } from './features.ts';

/** What the web app can ask. */
export const appRouter = router({
  accounts: router({ me: meProcedure, ...accountProcedures }),
  organizations: organizationsRouter,
  projects: projectsRouter,
  apiKeys: apiKeysRouter,
  archives: archivesRouter(() => FEATURES),
  auditLog: auditLogRouter,
  models: modelsRouter,
  prompts: promptsRouter,
  webhooks: webhooksRouter,
  analyticsSyncs: analyticsSyncsRouter,
  traces: tracesRouter,
  observations: observationsRouter,
  scores: scoresRouter,
  sessions: sessionsRouter,
  metrics: metricsRouter,
  ingestion: ingestionRouter,
  exports: exportsRouter(() => FEATURES),
  blobExports: blobExportsRouter(() => FEATURES),
  lifecycle: lifecycleRouter(DATA_FEATURES),
});

export type AppRouter = typeof appRouter;
