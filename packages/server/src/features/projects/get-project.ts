import { z } from 'zod';
import { findOrganization } from '#features/organizations';
import { AppError } from '#domain/errors';
import { PERMISSIONS } from '#domain/permissions';
import { read } from '#kernel/verb';
import { selectReadableProject } from './store/projects.sql.ts';
import { projectView } from './view.ts';

/** With what the asking person or key may do in it. */
export const getProject = read({
  input: z.object({}).default({}),
  permission: 'project:read',
  async run(ctx) {
    const project = await selectReadableProject(ctx.db, ctx.projectId);
    const organization = project && (await findOrganization(ctx.db, project.organizationId));
    if (!project || !organization) throw new AppError('not_found', 'There is no such project');
    return {
      ...projectView(project),
      organization,
      permissions: PERMISSIONS.filter((permission) => ctx.actor.may(permission)),
    };
  },
});
