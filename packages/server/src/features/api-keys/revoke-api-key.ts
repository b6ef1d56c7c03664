import { z } from 'zod';
import { ApiKeyId } from '@tidemark/contract/ids';
import { AppError } from '#domain/errors';
import type { OrganizationCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { forgetKey } from './forget-keys.ts';
import { API_KEYS_CHANGED } from './key-cache.ts';
import { markKeyRevoked } from './store/api-keys.sql.ts';

const Revoked = z.object({ apiKeyId: ApiKeyId });

const audit = ({ apiKeyId }: z.output<typeof Revoked>, { publicKey }: { publicKey: string }) => ({
  action: 'apiKey.revoke',
  entityType: 'apiKey',
  entityId: apiKeyId,
  details: { publicKey },
});

/** Once this has answered, no request with the key is let in by any process. */
export const revokeApiKey = write({
  input: Revoked,
  permission: 'apiKeys:write',
  audit,
  committed: (ctx, _input, { publicKey }) => forgetKey(ctx, publicKey),
  run: (ctx, { apiKeyId }) => revoke(ctx, apiKeyId, ctx.projectId),
});

export const revokeOrganizationApiKey = write({
  input: Revoked,
  permission: 'organizationApiKeys:write',
  audit,
  committed: (ctx, _input, { publicKey }) => forgetKey(ctx, publicKey),
  run: (ctx, { apiKeyId }) => revoke(ctx, apiKeyId, null),
});

async function revoke(ctx: OrganizationCtx, id: string, projectId: string | null) {
  const at = new Date(ctx.clock.nowMs());
  const publicKey = await markKeyRevoked(ctx.db, { id, organizationId: ctx.organizationId, projectId, at });
  if (publicKey === null) throw new AppError('not_found', 'There is no such key');
  await ctx.notifications.announce(ctx.db, API_KEYS_CHANGED, `key:${publicKey}`);
  return { id, publicKey };
}
