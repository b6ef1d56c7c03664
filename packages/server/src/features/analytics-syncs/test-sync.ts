import { SaveAnalyticsSync } from '@tidemark/contract/analytics-syncs';
import type { z } from 'zod';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { addressPolicy } from '#platform/network/address-policy';
import { guardedAgents } from '#platform/network/guarded-agents';
import { openTarget } from './open-target.ts';
import { sendEvents } from './providers.ts';
import type { SyncTarget } from './providers.ts';
import { selectSync } from './store/analytics-syncs.sql.ts';

const Tested = SaveAnalyticsSync.pick({ provider: true, endpoint: true, secret: true, eventPrefix: true });
type Tested = z.output<typeof Tested>;

/** Sends one event that says so, after the transaction. Rejects with what the other side answered. */
export const testSync = write({
  input: Tested,
  permission: 'analyticsSyncs:write',
  audit: ({ provider, endpoint }) => ({
    action: 'analyticsSyncs.test',
    entityType: 'analyticsSync',
    entityId: provider,
    details: { endpoint },
  }),
  async run(ctx, input): Promise<{ event: string }> {
    await targetOf(ctx, input);
    return { event: `${input.eventPrefix} connection test` };
  },
  async committed(ctx, input, { event }) {
    using agents = guardedAgents(addressPolicy(ctx.policy.outside.privateHosts));
    const id = ctx.clock.newId();
    const test = {
      name: event,
      id,
      timeMs: ctx.clock.nowMs(),
      userId: null,
      properties: { project_id: ctx.projectId },
    };
    const { refused } = await sendEvents(agents, await targetOf(ctx, input), [test]);
    if (refused > 0) throw new AppError('invalid', 'The other side took the request and refused the event in it');
  },
});

async function targetOf(ctx: ProjectCtx, { provider, endpoint, secret }: Tested): Promise<SyncTarget> {
  if (secret !== undefined) return { provider, endpoint, secret };
  const sync = await selectSync(ctx.db, { projectId: ctx.projectId, provider });
  if (sync?.endpoint !== endpoint) throw new AppError('invalid', 'Enter the key of the project there');
  return openTarget(ctx, sync);
}
