import { z } from 'zod';
import { write } from '#kernel/verb';
import { OrganizationName } from './create-organization.ts';
import { updateOrganizationName } from './store/organizations.sql.ts';

export const renameOrganization = write({
  input: z.object({ name: OrganizationName }),
  permission: 'organization:update',
  async run(ctx, { name }) {
    await updateOrganizationName(ctx.db, { id: ctx.organizationId, name, at: new Date(ctx.clock.nowMs()) });
    return { id: ctx.organizationId, name };
  },
  audit: ({ name }) => ({ action: 'organization.rename', entityType: 'organization', details: { name } }),
});
