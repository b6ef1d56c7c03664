import { randomBytes } from 'node:crypto';
import { NewWebhook } from '@tidemark/contract/webhooks';
import type { CreatedWebhook, WebhookView } from '@tidemark/contract/webhooks';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { read, write } from '#kernel/verb';
import { sealWebhookSecret } from './signed-call.ts';
import { deleteWebhook, insertWebhook, selectWebhooks } from './store/webhooks.sql.ts';

const MOST = 10;

export const listWebhooks = read({
  input: z.object({}),
  permission: 'organizationWebhooks:read',
  async run(ctx): Promise<{ webhooks: WebhookView[] }> {
    const rows = await selectWebhooks(ctx.db, ctx.organizationId);
    return { webhooks: rows.map(({ id, url, createdAt }) => ({ id, url, createdAt: createdAt.toISOString() })) };
  },
});

/** Answers the secret, this once. */
export const createWebhook = write({
  input: NewWebhook,
  permission: 'organizationWebhooks:write',
  audit: ({ url }, { id }: CreatedWebhook) => ({
    action: 'webhooks.create',
    entityType: 'webhook',
    entityId: id,
    details: { url },
  }),
  async run(ctx, { url }): Promise<CreatedWebhook> {
    const { db, organizationId, actor } = ctx;
    if ((await selectWebhooks(db, organizationId)).length >= MOST)
      throw new AppError('conflict', `An organization has at most ${MOST} webhooks`);
    const id = ctx.clock.newId();
    const secret = `whsec_${randomBytes(32).toString('base64url')}`;
    const sealed = sealWebhookSecret(ctx, id, secret);
    if (!(await insertWebhook(db, { id, organizationId, url, secret: sealed, createdBy: actor.name })))
      throw new AppError('conflict', 'The organization has a webhook with this address already');
    return { id, url, secret };
  },
});

/** What is on its way already is still sent. */
export const removeWebhook = write({
  input: z.object({ webhookId: z.string().min(1).max(100) }),
  permission: 'organizationWebhooks:write',
  audit: ({ webhookId }, { url }: { url: string }) => ({
    action: 'webhooks.remove',
    entityType: 'webhook',
    entityId: webhookId,
    details: { url },
  }),
  async run(ctx, { webhookId }): Promise<{ url: string }> {
    const url = await deleteWebhook(ctx.db, { organizationId: ctx.organizationId, id: webhookId });
    if (url === null) throw new AppError('not_found', 'The organization has no such webhook');
    return { url };
  },
});
