import { SaveAnalyticsSync } from '@tidemark/contract/analytics-syncs';
import type { z } from 'zod';
import { AppError, toAppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { read } from '#kernel/verb';
import { addressPolicy } from '#platform/network/address-policy';
import { guardedAgents } from '#platform/network/guarded-agents';
import { openTarget } from './open-target.ts';
import { sendEvents } from './providers.ts';
import type { SyncTarget } from './providers.ts';
import { selectSync } from './store/analytics-syncs.sql.ts';

const Tested = SaveAnalyticsSync.pick({ provider: true, endpoint: true, secret: true, eventPrefix: true });
type Tested = z.output<typeof Tested>;

/** Sends one event that says so; says in words what came of it. */
export const testSync = read({
  input: Tested,
  permission: 'analyticsSyncs:write',
  async run(ctx, input): Promise<{ event: string; problem: string | null }> {
    const event = `${input.eventPrefix} connection test`;
    const problem = await trySending(ctx, input, event).catch((error: unknown) => toAppError(error).message);
    return { event, problem };
  },
});

async function trySending(ctx: ProjectCtx, input: Tested, name: string): Promise<string | null> {
  using agents = guardedAgents(addressPolicy(ctx.policy.outside.privateHosts));
  const id = ctx.clock.newId();
  const test = { name, id, timeMs: ctx.clock.nowMs(), userId: null, properties: { project_id: ctx.projectId } };
  const { refused } = await sendEvents(agents, await targetOf(ctx, input), [test]);
  return refused > 0 ? 'The other side took the request and refused the event in it' : null;
}

async function targetOf(ctx: ProjectCtx, { provider, endpoint, secret }: Tested): Promise<SyncTarget> {
  if (secret !== undefined) return { provider, endpoint, secret };
  const sync = await selectSync(ctx.db, { projectId: ctx.projectId, provider });
  if (sync?.endpoint !== endpoint) throw new AppError('invalid', 'Enter the key of the project there');
  return openTarget(ctx, sync);
}
