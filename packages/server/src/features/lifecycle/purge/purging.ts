import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import type { ProjectContents } from './certificate.ts';
import type { PurgeLease } from './purge-lease.ts';

export interface Purging {
  engines: Engines;
  features: readonly Feature[];
  lease: PurgeLease;
}

/** What a purge remembers from one step, and one worker, to the next. */
export interface PurgeProgress {
  before?: ProjectContents;
  /** The engine's time after the last removal, microseconds. */
  removedUs?: number;
}
