import type { WebhookEvent } from '@tidemark/contract/webhooks';
import { queueCall } from '#features/outbox';
import type { Engines } from '#kernel/ctx';
import { signedCall } from './signed-call.ts';
import { selectWebhooks } from './store/webhooks.sql.ts';

export interface Told {
  organizationId: string;
  event: Omit<WebhookEvent, 'id' | 'createdAt'>;
  /** Calls go with the project; null for what is to outlive it. */
  projectId: string | null;
}

/** Tells every webhook of the organization, in the transaction of what is told. All get the event under one id. */
export async function callWebhooks(
  engines: Pick<Engines, 'db' | 'clock' | 'secrets'>,
  { organizationId, event, projectId }: Told,
): Promise<void> {
  const { db, clock } = engines;
  const told = { id: clock.newId(), createdAt: new Date(clock.nowMs()).toISOString(), ...event };
  for (const webhook of await selectWebhooks(db, organizationId))
    await queueCall(engines, signedCall(engines, webhook, told), { projectId });
}
