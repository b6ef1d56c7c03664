import { startExport } from '#features/exports';
import { findWatermark } from '#features/ingestion';
import { findProjectState } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { storesLate } from '#kernel/stores-late';
import { changeSync, lockSync, selectDueSyncs } from './store/analytics-syncs.sql.ts';
import type { SyncKey } from './store/analytics-syncs.sql.ts';
import { SYNC_COLUMNS } from './to-event.ts';

const AT_ONCE = 100;
/** There was nothing yet that is stored for good. */
const LOOK_AGAIN_MS = 60_000;

/** Starts the next part of every sync that is due, from what was sent up to the watermark. Answers how many. */
export async function startDueSyncs(
  engines: Engines,
  features: readonly Feature[],
  marginMs?: number,
): Promise<number> {
  let started = 0;
  for (const key of await selectDueSyncs(engines.db, new Date(engines.clock.nowMs()), AT_ONCE)) {
    const until = await findWatermark(engines, key.projectId, marginMs);
    if (
      await engines.db.transaction().execute((db) => startNext({ ...engines, db }, { key, watermark: until, features }))
    )
      started += 1;
  }
  return started;
}

/** The end of the part is written down with its run, so that whatever dies, the same part is sent again and no other. */
async function startNext(
  engines: Engines,
  { key, watermark, features }: { key: SyncKey; watermark: Date; features: readonly Feature[] },
): Promise<boolean> {
  const { db, clock } = engines;
  const sync = await lockSync(db, key);
  if (!sync?.enabled || sync.runId !== null) return false;
  const project = await findProjectState(db, key.projectId);
  const until = sync.windowUntil ?? watermark;
  const mayGoOn = project?.status === 'ACTIVE' && !(await storesLate(engines, features, key.projectId));
  if (!mayGoOn || until <= sync.syncedUntil) {
    await changeSync(db, key, { nextAt: new Date(clock.nowMs() + LOOK_AGAIN_MS) });
    return false;
  }
  const runId = await startExport(
    { db, clock },
    {
      projectId: key.projectId,
      kind: 'sync',
      sourceId: key.provider,
      request: {
        tables: sync.tables.map((table) => ({ table, columns: SYNC_COLUMNS[table] })),
        format: 'jsonl',
        storedFromUs: sync.syncedUntil.getTime() * 1000,
      },
      cutUs: until.getTime() * 1000,
      requestedBy: { kind: 'system', id: 'system', name: `sync with ${key.provider}` },
    },
  );
  await changeSync(db, key, { windowUntil: until, runId });
  return true;
}
