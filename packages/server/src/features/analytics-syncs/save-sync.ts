import { SaveAnalyticsSync } from '@tidemark/contract/analytics-syncs';
import type { AnalyticsSyncView } from '@tidemark/contract/analytics-syncs';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import type { z } from 'zod';
import { openTarget, sealTarget } from './open-target.ts';
import { changeSync, insertSync, lockSync, selectSync } from './store/analytics-syncs.sql.ts';
import type { Sync, SyncKey } from './store/analytics-syncs.sql.ts';
import { viewSync } from './sync-view.ts';

type Saved = z.output<typeof SaveAnalyticsSync>;

/** Makes the sync, or changes it. A secret that was given for one host is never sent to another. */
export const saveSync = write({
  input: SaveAnalyticsSync,
  permission: 'analyticsSyncs:write',
  audit: ({ provider, endpoint, tables, enabled }) => ({
    action: 'analyticsSyncs.save',
    entityType: 'analyticsSync',
    entityId: provider,
    details: { endpoint, tables, enabled },
  }),
  async run(ctx, input): Promise<AnalyticsSyncView> {
    const key: SyncKey = { projectId: ctx.projectId, provider: input.provider };
    const known = await lockSync(ctx.db, key);
    if (known) await change(ctx, known, input);
    else await insert(ctx, key, input);
    const saved = await selectSync(ctx.db, key);
    if (!saved) throw new AppError('conflict', 'Somebody else removed this at the same moment');
    return viewSync(saved);
  },
});

async function insert(ctx: ProjectCtx, key: SyncKey, input: Saved) {
  const { endpoint, tables, eventPrefix, enabled, secret, withHistory } = input;
  if (secret === undefined) throw new AppError('invalid', 'A key of the project there is needed');
  const now = new Date(ctx.clock.nowMs());
  await insertSync(ctx.db, {
    ...key,
    endpoint,
    tables: [...new Set(tables)],
    eventPrefix,
    enabled,
    secret: sealTarget(ctx, key, secret),
    syncedUntil: withHistory ? new Date(0) : now,
    nextAt: now,
  });
}

async function change(ctx: ProjectCtx, known: Sync, input: Saved) {
  const { endpoint, tables, eventPrefix, enabled, secret } = input;
  if (secret === undefined && endpoint !== known.endpoint)
    throw new AppError('invalid', 'The key was given for another address; enter it again for this one');
  if (secret === undefined) openTarget(ctx, known);
  const isSwitchedOn = enabled && !known.enabled;
  await changeSync(ctx.db, known, {
    endpoint,
    tables: [...new Set(tables)],
    eventPrefix,
    enabled,
    ...(secret === undefined ? {} : { secret: sealTarget(ctx, known, secret) }),
    ...(isSwitchedOn || secret !== undefined
      ? { failures: 0, lastError: null, lastErrorAt: null, nextAt: new Date(ctx.clock.nowMs()) }
      : {}),
  });
}
