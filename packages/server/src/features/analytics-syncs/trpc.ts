import { mutation, query, router } from '#kernel/trpc';
import { listSyncs } from './list-syncs.ts';
import { removeSync } from './remove-sync.ts';
import { runSync } from './run-sync.ts';
import { saveSync } from './save-sync.ts';
import { testSync } from './test-sync.ts';

export const analyticsSyncsRouter = router({
  list: query(listSyncs),
  save: mutation(saveSync),
  test: query(testSync),
  run: mutation(runSync),
  remove: mutation(removeSync),
});
