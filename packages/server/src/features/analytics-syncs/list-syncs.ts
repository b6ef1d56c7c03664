import type { AnalyticsSyncView } from '@tidemark/contract/analytics-syncs';
import { z } from 'zod';
import { read } from '#kernel/verb';
import { selectSyncs } from './store/analytics-syncs.sql.ts';
import { viewSync } from './sync-view.ts';

export const listSyncs = read({
  input: z.object({}),
  permission: 'analyticsSyncs:read',
  run: async (ctx): Promise<{ syncs: AnalyticsSyncView[] }> => ({
    syncs: (await selectSyncs(ctx.db, ctx.projectId)).map(viewSync),
  }),
});
