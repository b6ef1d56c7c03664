import type { ProjectCtx } from '#kernel/ctx';
import { storeApiKey } from './create-api-key.ts';
import type { CreatedApiKey } from './create-api-key.ts';
import { newKeyPair } from './key-pair.ts';
import { markProjectKeysRevoked } from './store/api-keys.sql.ts';

/** Revokes every key of the project and makes one new pair, in the transaction of the caller. */
export async function replaceProjectKeys(ctx: ProjectCtx): Promise<CreatedApiKey> {
  const { organizationId, projectId, actor } = ctx;
  await markProjectKeysRevoked(ctx.db, { projectId, at: new Date(ctx.clock.nowMs()) });
  return storeApiKey(ctx, {
    organizationId,
    projectId,
    pair: newKeyPair(),
    note: 'after a restore',
    expiresAt: null,
    createdBy: actor.kind === 'user' ? actor.id : null,
  });
}
