import { ListScope } from '@tidemark/contract/columns/list-input';
import { z } from 'zod';

/** What an operation on telemetry was asked to take. */
export const TelemetrySelection = z.object({
  traceIds: z.array(z.string()).optional(),
  /** Every trace that a list with this scope shows. */
  scope: ListScope.optional(),
  scoreIds: z.array(z.string()).optional(),
  /** Sessions whose own scores go with their traces. */
  sessionIds: z.array(z.string()).optional(),
});
export type TelemetrySelection = z.infer<typeof TelemetrySelection>;

/** Kinds of operations that hide telemetry by its ids; all others have a rule of the feature that keeps the thing. */
const TELEMETRY = new Set(['trace', 'session', 'user', 'score']);

export function isTelemetry(entityType: string): boolean {
  return TELEMETRY.has(entityType);
}
