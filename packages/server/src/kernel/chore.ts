import type { Engines } from './ctx.ts';
import type { QueueGroup } from './job.ts';

/**
 * Work that comes again by itself, in every process that works the group: what it looks for is in a table, so that
 * nothing depends on a message. It may run in several processes at once and be killed at any line.
 */
export interface Chore {
  name: string;
  group: QueueGroup;
  everyMs: number;
  run(engines: Engines, signal: AbortSignal): Promise<void>;
}
