import { z } from 'zod';
import { ORGANIZATION_PERMISSIONS, permissionsOfRole } from '#domain/permissions';
import { read } from '#kernel/verb';
import { selectOrganizationsOf } from './store/organizations.sql.ts';

/** Those that the person belongs to, with what they may do there. */
export const listOrganizations = read({
  input: z.object({}).default({}),
  permission: 'account:self',
  async run(ctx) {
    const organizations = await selectOrganizationsOf(ctx.db, ctx.actor.id);
    return organizations.map((organization) => ({
      ...organization,
      permissions: permissionsOfRole(organization.role).filter((permission) => permission in ORGANIZATION_PERMISSIONS),
    }));
  },
});
