import { z } from 'zod';
import { singleLine } from '@tidemark/contract/single-line';
import { AppError } from '#domain/errors';
import type { OrganizationCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { orIfTaken } from '#platform/postgres/unique-violation';
import { GivenKey, newKeyPair } from './key-pair.ts';
import type { KeyPair } from './key-pair.ts';
import { displaySecretKey, hashSecretKey } from './secret-hash.ts';
import { insertApiKey } from './store/api-keys.sql.ts';

const NewApiKey = z.object({
  note: singleLine({ min: 0, max: 200 }).nullish(),
  /** ISO time in the future. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
  /** A pair to take over from elsewhere; made up when absent. */
  pair: z.object({ publicKey: GivenKey, secretKey: GivenKey }).optional(),
});

type NewApiKey = z.output<typeof NewApiKey>;

/** The answer is the only place that ever shows the secret key. */
export interface CreatedApiKey extends KeyPair {
  id: string;
  displaySecretKey: string;
  note: string | null;
  createdAt: string;
  expiresAt: string | null;
}

const audit = ({ note }: NewApiKey, { id, publicKey, expiresAt }: CreatedApiKey) => ({
  action: 'apiKey.create',
  entityType: 'apiKey',
  entityId: id,
  details: { publicKey, note: note ?? null, expiresAt },
});

export const createApiKey = write({
  input: NewApiKey,
  permission: 'apiKeys:write',
  audit,
  run: (ctx, input) => create(ctx, input, ctx.projectId),
});

export const createOrganizationApiKey = write({
  input: NewApiKey,
  permission: 'organizationApiKeys:write',
  audit,
  run: (ctx, input) => create(ctx, input, null),
});

function create(ctx: OrganizationCtx, input: NewApiKey, projectId: string | null): Promise<CreatedApiKey> {
  const { actor, organizationId } = ctx;
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt.getTime() <= ctx.clock.nowMs())
    throw new AppError('invalid', 'A key cannot expire in the past');
  return storeApiKey(ctx, {
    organizationId,
    projectId,
    pair: input.pair ?? newKeyPair(),
    note: input.note || null,
    expiresAt,
    createdBy: actor.kind === 'user' ? actor.id : null,
  });
}

interface KeyToStore {
  organizationId: string;
  projectId: string | null;
  pair: KeyPair;
  note: string | null;
  expiresAt: Date | null;
  createdBy: string | null;
}

export async function storeApiKey(
  ctx: Pick<OrganizationCtx, 'db' | 'clock' | 'secrets'>,
  key: KeyToStore,
): Promise<CreatedApiKey> {
  const id = ctx.clock.newId();
  const createdAt = new Date(ctx.clock.nowMs());
  const shown = displaySecretKey(key.pair.secretKey);
  const insertion = insertApiKey(ctx.db, {
    id,
    scope: key.projectId === null ? 'ORGANIZATION' : 'PROJECT',
    organization_id: key.organizationId,
    project_id: key.projectId,
    public_key: key.pair.publicKey,
    secret_hash: hashSecretKey(ctx.secrets, key.pair.secretKey),
    display_secret: shown,
    note: key.note,
    created_by: key.createdBy,
    created_at: createdAt,
    expires_at: key.expiresAt,
  });
  await orIfTaken(insertion, () => new AppError('conflict', 'This public or secret key exists already'));
  return {
    id,
    ...key.pair,
    displaySecretKey: shown,
    note: key.note,
    createdAt: createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
  };
}
