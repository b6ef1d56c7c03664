import type { TelemetryPurge } from '#kernel/feature';
import { selectOpenImports } from './store/archive-imports.sql.ts';

/**
 * Nothing of telemetry is kept here but what waits for a day to be imported. An import asks for tombstones as it stores:
 * one that stores already is waited for, since it may not know of them.
 */
export const purgeTelemetry: TelemetryPurge = {
  async holds({ db }, { projectId, before }) {
    const open = await selectOpenImports(db, projectId);
    const storing = open.some(({ state, started_at: at }) => state === 'IMPORTING' && at !== null && at < before);
    return storing ? 'Waiting until an import of an archive has ended' : null;
  },
  erase: () => Promise.resolve(),
  count: () => Promise.resolve({}),
};
