import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';
import { removeExportFiles } from '../remove-export-files.ts';
import { markExpired, selectExpired } from '../store/expired-runs.sql.ts';

/** Removes the files whose days are over; the run stays, as the record of what was taken out. */
export const expireFilesChore: Chore = {
  name: 'expire-exports',
  group: 'export',
  everyMs: 60_000,
  run: async (engines) => {
    await expireFiles(engines);
  },
};

export async function expireFiles(engines: Engines): Promise<number> {
  const due = await selectExpired(engines.db, new Date(engines.clock.nowMs()));
  for (const run of due) {
    await removeExportFiles(engines, run);
    await markExpired(engines.db, run.id);
  }
  return due.length;
}
