import type { Db } from '#platform/postgres/db';

export interface WebhookRow {
  id: string;
  organizationId: string;
  url: string;
  secret: Buffer;
  createdBy: string;
  createdAt: Date;
}

export async function selectWebhooks(db: Db, organizationId: string): Promise<WebhookRow[]> {
  return db
    .selectFrom('webhooks')
    .select(['id', 'organization_id as organizationId', 'url', 'secret'])
    .select(['created_by as createdBy', 'created_at as createdAt'])
    .where('organization_id', '=', organizationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** False when the organization has one of this address. */
export async function insertWebhook(db: Db, webhook: Omit<WebhookRow, 'createdAt'>): Promise<boolean> {
  const { id, organizationId, url, secret, createdBy } = webhook;
  const row = await db
    .insertInto('webhooks')
    .values({ id, organization_id: organizationId, url, secret, created_by: createdBy })
    .onConflict((conflict) => conflict.columns(['organization_id', 'url']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The address of the one that went; null when there was none. */
export async function deleteWebhook(
  db: Db,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<string | null> {
  const row = await db
    .deleteFrom('webhooks')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning('url')
    .executeTakeFirst();
  return row?.url ?? null;
}
