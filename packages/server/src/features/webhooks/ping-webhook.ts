import { z } from 'zod';
import { AppError, toAppError } from '#domain/errors';
import { makeCall } from '#features/outbox';
import { read } from '#kernel/verb';
import { signedCall } from './signed-call.ts';
import { selectWebhooks } from './store/webhooks.sql.ts';

/** Calls it at once with an event that says so; says in words what came of it. */
export const pingWebhook = read({
  input: z.object({ webhookId: z.string().min(1).max(100) }),
  permission: 'organizationWebhooks:write',
  async run(ctx, { webhookId }): Promise<{ problem: string | null }> {
    const webhook = (await selectWebhooks(ctx.db, ctx.organizationId)).find(({ id }) => id === webhookId);
    if (!webhook) throw new AppError('not_found', 'The organization has no such webhook');
    const createdAt = new Date(ctx.clock.nowMs()).toISOString();
    const ping = { id: ctx.clock.newId(), type: 'ping' as const, createdAt, data: {} };
    const call = signedCall(ctx, webhook, ping);
    const problem = await makeCall(ctx, call).then(
      () => null,
      (error: unknown) => toAppError(error).message,
    );
    return { problem };
  },
});
