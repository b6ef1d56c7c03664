import { z } from 'zod';
import { findOrganization } from '#features/organizations';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { selectReadableProject } from './store/projects.sql.ts';

/** The key's project in the form of the compatible API. */
export const listPublicProjects = read({
  input: z.object({}).default({}),
  permission: 'project:read',
  async run(ctx) {
    const project = await selectReadableProject(ctx.db, ctx.projectId);
    const organization = project && (await findOrganization(ctx.db, project.organizationId));
    if (!project || !organization) throw new AppError('not_found', 'Project not found');
    const { id, name, metadata, retentionDays } = project;
    return { data: [{ id, name, organization, metadata, ...(retentionDays === null ? {} : { retentionDays }) }] };
  },
});
