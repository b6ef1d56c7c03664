import { mutation, query, router } from '#kernel/trpc';
import { createWebhook, listWebhooks, removeWebhook } from './manage-webhooks.ts';
import { pingWebhook } from './ping-webhook.ts';

export const webhooksRouter = router({
  list: query(listWebhooks),
  create: mutation(createWebhook),
  ping: query(pingWebhook),
  remove: mutation(removeWebhook),
});
