import { z } from 'zod';
import { forgetKeysOfOrganization } from '#features/api-keys';
import { listOrganizationsInDeletion, unmarkOrganization } from '#features/organizations';
import { AppError } from '#domain/errors';
import { read, write } from '#kernel/verb';
import { tellOwners } from './notices.ts';

/** Organizations that are being deleted, for those who own them; nobody else is told of them. */
export const listPendingOrganizations = read({
  input: z.object({}).default({}),
  permission: 'account:self',
  async run(ctx) {
    const organizations = await listOrganizationsInDeletion(ctx.db, ctx.actor.id);
    return organizations.map(({ id, name, reason, deletedAt, purgeAfter }) => ({
      id,
      name,
      reason,
      /** ISO times. */
      requestedAt: deletedAt.toISOString(),
      purgeAfter: purgeAfter?.toISOString() ?? null,
    }));
  },
});

/** An owner takes it back, with its members, invitations and keys. */
export const restoreOrganization = write({
  input: z.object({ id: z.string().min(1).max(100) }),
  permission: 'account:self',
  committed: (ctx, { id }) => forgetKeysOfOrganization(ctx, id),
  async run(ctx, { id }) {
    const pending = await listOrganizationsInDeletion(ctx.db, ctx.actor.id);
    const organization = pending.find((one) => one.id === id);
    if (!organization || !(await unmarkOrganization(ctx.db, id)))
      throw new AppError('not_found', 'There is no such organization that is being deleted');
    const { name, deletionId } = organization;
    const text = `${ctx.actor.name} took back the deletion of the organization ${name}. Everything in it is as before.\n`;
    await tellOwners(ctx, id, { subject: `${name} is back`, text });
    return { id, name, deletionId };
  },
  audit: ({ id }, { deletionId }) => ({
    action: 'organization.restored',
    entityType: 'organization',
    entityId: id,
    details: { deletionId },
  }),
});
