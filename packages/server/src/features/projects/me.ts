import { z } from 'zod';
import { getAccount } from '#features/accounts';
import { listOrganizations } from '#features/organizations';
import { PROJECT_PERMISSIONS, effectiveRole, permissionsOfRole } from '#domain/permissions';
import { read } from '#kernel/verb';
import { selectProjectRolesOf } from './store/project-members.sql.ts';
import { selectReadableProjects } from './store/projects.sql.ts';

/** Who is signed in and everything they can reach, with what they may do there: what the app shell is drawn from. */
export const me = read({
  input: z.object({}).default({}),
  permission: 'account:self',
  async run(ctx) {
    const account = await getAccount(ctx.db, ctx.actor.id);
    const organizations = await listOrganizations(ctx, {});
    const ids = organizations.map(({ id }) => id);
    const projects = ids.length === 0 ? [] : await selectReadableProjects(ctx.db, ids);
    const roles = await selectProjectRolesOf(ctx.db, ctx.actor.id);
    return {
      ...account,
      organizations: organizations.map((organization) => ({
        ...organization,
        projects: projects
          .filter((project) => project.organizationId === organization.id)
          .map(({ id, name }) => ({
            id,
            name,
            role: effectiveRole({ organization: organization.role, project: roles.get(id) }),
          }))
          .filter(({ role }) => role !== 'NONE')
          .map((project) => ({ ...project, permissions: projectPermissions(project.role) })),
      })),
    };
  },
});

const projectPermissions = (role: Parameters<typeof permissionsOfRole>[0]) =>
  permissionsOfRole(role).filter((permission) => permission in PROJECT_PERMISSIONS);
