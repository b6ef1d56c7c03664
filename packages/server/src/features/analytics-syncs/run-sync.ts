import { AnalyticsProvider } from '@tidemark/contract/analytics-syncs';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { changeSync, lockSync } from './store/analytics-syncs.sql.ts';

/** Now instead of at the next half hour. */
export const runSync = write({
  input: z.object({ provider: AnalyticsProvider }),
  permission: 'analyticsSyncs:write',
  audit: ({ provider }) => ({ action: 'analyticsSyncs.run', entityType: 'analyticsSync', entityId: provider }),
  async run(ctx, { provider }): Promise<{ provider: AnalyticsProvider }> {
    const sync = await lockSync(ctx.db, { projectId: ctx.projectId, provider });
    if (!sync) throw new AppError('not_found', 'There is no such sync in this project');
    if (!sync.enabled) throw new AppError('conflict', 'The sync is paused; switch it on first');
    await changeSync(ctx.db, sync, { nextAt: new Date(ctx.clock.nowMs()) });
    return { provider };
  },
});
