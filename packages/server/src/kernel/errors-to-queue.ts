import type { QueueAction } from '#domain/errors';
import { toPublicError } from './errors-to-trpc.ts';

/** What becomes of a job whose run rejected. Unknown errors retry: losing work is worse than repeating it. */
export function toQueueAction(error: unknown): QueueAction {
  return toPublicError(error).queue;
}
