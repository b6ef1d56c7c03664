import { AnalyticsProvider } from '@tidemark/contract/analytics-syncs';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { deleteSync } from './store/analytics-syncs.sql.ts';

/** What was sent stays there; a run under way ends at its next file. */
export const removeSync = write({
  input: z.object({ provider: AnalyticsProvider }),
  permission: 'analyticsSyncs:write',
  audit: ({ provider }) => ({ action: 'analyticsSyncs.remove', entityType: 'analyticsSync', entityId: provider }),
  async run(ctx, { provider }): Promise<{ provider: AnalyticsProvider }> {
    if (!(await deleteSync(ctx.db, { projectId: ctx.projectId, provider })))
      throw new AppError('not_found', 'There is no such sync in this project');
    return { provider };
  },
});
