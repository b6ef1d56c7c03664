import { claimWork, failWork } from '#features/deletions';
import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { finishRestore } from './finish-restore.ts';
import { purgeTrash } from './purge-trash.ts';
import { sweepPurged } from './sweep-purged.ts';

/** A restore in hand is given this long before somebody else finishes it. */
const RESTORE_IDLE_MS = 30_000;
const AT_ONCE = 20;

export const trashChores = (features: readonly Feature[]): readonly Chore[] => [
  { name: 'finish-restores', group: 'lifecycle', everyMs: 15_000, run: finishRestores },
  {
    name: 'purge-trash',
    group: 'lifecycle',
    everyMs: 10_000,
    run: async (engines, signal) => {
      if (engines.policy.purge.enabled) await purgeTrash(engines, features, signal);
    },
  },
  {
    name: 'sweep-purged-trash',
    group: 'lifecycle',
    everyMs: 600_000,
    run: async (engines) => {
      if (engines.policy.purge.enabled) await sweepPurged(engines, features);
    },
  },
];

async function finishRestores(engines: Engines): Promise<void> {
  for (const deletion of await claimWork(engines, { states: ['RESTORING'], limit: AT_ONCE, idleMs: RESTORE_IDLE_MS }))
    await finishRestore(engines, deletion).catch((error: unknown) => failWork(engines, deletion, error));
}
