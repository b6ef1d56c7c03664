import { z } from 'zod';
import { singleLine } from '@tidemark/contract/single-line';
import { write } from '#kernel/verb';
import { insertMember } from './store/members.sql.ts';
import { insertOrganization } from './store/organizations.sql.ts';

export const OrganizationName = singleLine({ min: 1, max: 100 });

/** Who makes an organization is its owner. */
export const createOrganization = write({
  input: z.object({ name: OrganizationName }),
  permission: 'organizations:create',
  async run(ctx, { name }) {
    const id = ctx.clock.newId();
    const at = new Date(ctx.clock.nowMs());
    await insertOrganization(ctx.db, { id, name, at });
    await insertMember(ctx.db, { organizationId: id, userId: ctx.actor.id, role: 'OWNER', at });
    return { id, name };
  },
  audit: ({ name }, { id }) => ({
    action: 'organization.create',
    entityType: 'organization',
    entityId: id,
    details: { name },
  }),
});
