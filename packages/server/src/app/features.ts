import { accounts } from '#features/accounts';
import { analyticsSyncs } from '#features/analytics-syncs';
import { apiKeys } from '#features/api-keys';
import { archives } from '#features/archives';
import { auditLog } from '#features/audit-log';
import { blobExports } from '#features/blob-exports';
import { deletions } from '#features/deletions';
import { exports } from '#features/exports';
import { ingestion } from '#features/ingestion';
import { lifecycle } from '#features/lifecycle';
import { metrics } from '#features/metrics';
import { models } from '#features/models';
import { operations } from '#features/operations';
import { organizations } from '#features/organizations';
import { outbox } from '#features/outbox';
import { projects } from '#features/projects';
import { prompts } from '#features/prompts';
import { scores } from '#features/scores';
import { sessions } from '#features/sessions';
import { traces } from '#features/traces';
import { webhooks } from '#features/webhooks';
import type { Feature } from '#kernel/feature';

/** Features with data, in the order of the dependency table: a project is erased from the last to the first. */
export const DATA_FEATURES: readonly Feature[] = [
  auditLog,
  accounts,
  organizations,
  projects,
  apiKeys,
  outbox,
  deletions,
  models,
  prompts,
  scores,
  traces,
  sessions,
  metrics,
  ingestion,
  exports(() => FEATURES),
  archives(() => FEATURES),
  analyticsSyncs(() => FEATURES),
  blobExports(() => FEATURES),
  webhooks,
];

/** Every feature's manifest. The lifecycle of what the others keep is worked by their declarations. */
export const FEATURES: readonly Feature[] = DATA_FEATURES.concat(lifecycle(DATA_FEATURES), operations);
