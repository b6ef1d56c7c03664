/**
 * Webhooks: programs of an organization that are told what becomes of its projects. A call shares the fate of the change
 * that it tells of, is signed, and is made until it is answered, for some hours. Owns `webhooks`.
 */
import { feature } from '#kernel/feature';

export { callWebhooks } from './call-webhooks.ts';
export { webhooksRouter } from './trpc.ts';

export const webhooks = feature({
  name: 'webhooks',
  owns: { postgres: ['webhooks'] },
});
