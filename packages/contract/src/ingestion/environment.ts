import { DEFAULT_ENVIRONMENT } from '../telemetry.ts';

const MAX_LENGTH = 40;

/**
 * The environment as it is stored: lower case, without a leading `langfuse` (reserved for the server's own work), at
 * most 40 of `a–z 0–9 - _`. What does not fit is the default environment.
 */
export function normalizeEnvironment(environment: string): string {
  const name = environment
    .toLowerCase()
    .replace(/^langfuse[-_]?/, '')
    .slice(0, MAX_LENGTH);
  return /^[a-z0-9_-]+$/.test(name) ? name : DEFAULT_ENVIRONMENT;
}
