import { createHmac } from 'node:crypto';
import type { WebhookEvent } from '@tidemark/contract/webhooks';
import type { OutgoingCall } from '#features/outbox';
import type { Engines } from '#kernel/ctx';
import { openSecret, sealSecret } from '#platform/secrets/sealed-secret';
import type { WebhookRow } from './store/webhooks.sql.ts';

const sealedFor = (id: string) => ({ purpose: 'webhook', row: `webhooks/${id}` });

export function sealWebhookSecret({ secrets }: Pick<Engines, 'secrets'>, id: string, secret: string): Buffer {
  return sealSecret(secrets, sealedFor(id), secret);
}

/**
 * What is sent: JSON, and in `x-tidemark-signature` the time in seconds and the HMAC-SHA-256 of time, a dot and the body,
 * under the webhook's secret.
 */
export function signedCall(
  { secrets, clock }: Pick<Engines, 'secrets' | 'clock'>,
  webhook: Pick<WebhookRow, 'id' | 'url' | 'secret'>,
  event: WebhookEvent,
): OutgoingCall {
  const body = JSON.stringify(event);
  const seconds = Math.floor(clock.nowMs() / 1000);
  const secret = openSecret(secrets, sealedFor(webhook.id), webhook.secret);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return {
    url: webhook.url,
    headers: {
      'content-type': 'application/json',
      'x-tidemark-event': event.type,
      'x-tidemark-delivery': event.id,
      'x-tidemark-signature': `t=${seconds},v1=${signature}`,
    },
    body,
  };
}
