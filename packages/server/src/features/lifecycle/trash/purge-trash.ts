import { beginPurges, changeDeletionState, claimWork, failWork, isTelemetry } from '#features/deletions';
import type { ClaimedDeletion } from '#features/deletions';
import { listHeldProjects } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { ruleOf } from './finish-restore.ts';
import { purgeTelemetryOf } from './purge-telemetry-of.ts';
import { addCounts, refuseLeftovers } from './purge-counts.ts';

const AT_ONCE = 50;

/**
 * Removes for good what has been in the trash long enough. An operation that fails waits for its next turn, later every
 * time, and none of the others waits for it. May run in several processes at once and be killed at any line.
 */
export async function purgeTrash(engines: Engines, features: readonly Feature[], signal?: AbortSignal): Promise<void> {
  // A legal hold also holds what was in the trash before it; what has begun to go cannot come back.
  await beginPurges(engines.db, { limit: AT_ONCE, except: await listHeldProjects(engines.db) });
  const claimed = await claimWork(engines, { states: ['PURGING', 'FAILED'], limit: AT_ONCE });
  const [telemetry, entities] = [claimed.filter(ofTelemetry), claimed.filter((one) => !ofTelemetry(one))];
  for (const deletion of entities)
    await purgeEntity(engines, features, deletion).catch((error: unknown) => failWork(engines, deletion, error));
  for (const [projectId, operations] of Map.groupBy(telemetry, (one) => one.projectId)) {
    if (signal?.aborted) return;
    await purgeTelemetryOf(engines, features, { projectId, operations }).catch(async (error: unknown) => {
      // One that spoils the batch is found by trying each alone.
      if (operations.length === 1) return failWork(engines, operations[0]!, error);
      for (const operation of operations)
        await purgeTelemetryOf(engines, features, { projectId, operations: [operation] }).catch((alone: unknown) =>
          failWork(engines, operation, alone),
        );
    });
  }
}

const ofTelemetry = ({ entityType }: ClaimedDeletion) => isTelemetry(entityType);

async function purgeEntity(engines: Engines, features: readonly Feature[], deletion: ClaimedDeletion): Promise<void> {
  const left = addCounts(await ruleOf(features, deletion).purge(engines, deletion));
  refuseLeftovers(left);
  const receipt = { purgedAt: new Date(engines.clock.nowMs()).toISOString(), removed: deletion.counts, left };
  await changeDeletionState(engines.db, { id: deletion.id, from: ['PURGING', 'FAILED'], to: 'PURGED', receipt });
}
