import {
  changeDeletionState,
  heldTelemetry,
  layTombstones,
  releaseDeletion,
  TOMBSTONES_FRESH_MS,
} from '#features/deletions';
import type { ClaimedDeletion } from '#features/deletions';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { eraseTelemetry } from './erase-telemetry.ts';
import type { ErasedTelemetry } from './erase-telemetry.ts';
import { addCounts } from './purge-counts.ts';

export interface ProjectPurge {
  projectId: string;
  operations: readonly ClaimedDeletion[];
}

/** After this, every worker that begins knows of the tombstones. */
const SETTLED_MS = 2 * TOMBSTONES_FRESH_MS;
const ASK_AGAIN_MS = 2000;

/**
 * Rows that are inserted while a delete runs survive it. So the tombstones are laid first, and nothing is removed until
 * every process knows of them and all that came before is stored. Then all operations of the project go together, in few
 * large changes of the store, and what is left is counted.
 */
export async function purgeTelemetryOf(
  engines: Engines,
  features: readonly Feature[],
  { projectId, operations }: ProjectPurge,
): Promise<void> {
  const ready: ClaimedDeletion[] = [];
  for (const operation of operations) {
    const why = await whyNotYet(engines, features, operation);
    if (why === null) ready.push(operation);
    else await releaseDeletion(engines.db, { id: operation.id, waitMs: ASK_AGAIN_MS, why });
  }
  if (ready.length === 0) return;
  const removed = await eraseHeld(engines, features, { projectId, operations: ready });
  const receipt = {
    purgedAt: new Date(engines.clock.nowMs()).toISOString(),
    together: ready.length,
    ...removed,
    remains:
      'Backups keep what they hold until they expire; the ids are remembered for 90 days, so that nothing of them comes in again.',
  };
  for (const { id } of ready)
    await changeDeletionState(engines.db, { id, from: ['PURGING', 'FAILED'], to: 'PURGED', receipt });
}

async function whyNotYet(
  engines: Engines,
  features: readonly Feature[],
  operation: ClaimedDeletion,
): Promise<string | null> {
  const laidAtMs = operation.progress['tombstonesAtMs'];
  if (laidAtMs === undefined) {
    await layTombstones(engines, operation);
    await operation.progressed({ ...operation.progress, tombstonesAtMs: engines.clock.nowMs() });
    return 'Waiting until every process knows of it';
  }
  if (engines.clock.nowMs() - laidAtMs < SETTLED_MS) return 'Waiting until every process knows of it';
  const before = new Date(laidAtMs + SETTLED_MS);
  for (const { purgeTelemetry } of features) {
    const why = await purgeTelemetry?.holds?.(engines, { projectId: operation.projectId, before });
    if (why) return why;
  }
  return null;
}

/** Counts before and after, by table. */
export async function eraseHeld(
  engines: Engines,
  features: readonly Feature[],
  { projectId, operations }: { projectId: string; operations: readonly { id: string }[] },
): Promise<ErasedTelemetry> {
  const sums: ErasedTelemetry = { found: {}, left: {} };
  for await (const part of heldTelemetry(engines, { projectId, deletionIds: operations.map(({ id }) => id) })) {
    const { found, left } = await eraseTelemetry(engines, features, part);
    sums.found = addCounts(sums.found, found);
    sums.left = addCounts(sums.left, left);
  }
  return sums;
}
