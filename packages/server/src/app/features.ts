import { accounts } from '#features/accounts';
import { apiKeys } from '#features/api-keys';
import { auditLog } from '#features/audit-log';
import { ingestion } from '#features/ingestion';
import { metrics } from '#features/metrics';
import { models } from '#features/models';
import { operations } from '#features/operations';
import { organizations } from '#features/organizations';
import { projects } from '#features/projects';
import { prompts } from '#features/prompts';
import { scores } from '#features/scores';
import { sessions } from '#features/sessions';
import { traces } from '#features/traces';
import type { Feature } from '#kernel/feature';

/** Every feature's manifest, in the order of the dependency table: a project is erased from the last to the first. */
export const FEATURES: readonly Feature[] = [
  auditLog,
  accounts,
  organizations,
  projects,
  apiKeys,
  models,
  prompts,
  scores,
  traces,
  sessions,
  metrics,
  ingestion,
  operations,
];
