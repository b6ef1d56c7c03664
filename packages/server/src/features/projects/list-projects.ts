import { z } from 'zod';
import { findMemberRole } from '#features/organizations';
import { effectiveRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import { read } from '#kernel/verb';
import { selectProjectRolesOf } from './store/project-members.sql.ts';
import { selectReadableProjects } from './store/projects.sql.ts';
import { projectView } from './view.ts';

/** The organization's projects that the asking person sees, with their role in each; a key of the organization sees all. */
export const listProjects = read({
  input: z.object({}).default({}),
  permission: 'organization:read',
  async run(ctx) {
    const { db, organizationId, actor } = ctx;
    const projects = await selectReadableProjects(db, [organizationId]);
    if (actor.kind !== 'user') return projects.map((project) => ({ ...projectView(project), role: 'OWNER' as Role }));
    const organization = (await findMemberRole(db, { organizationId, userId: actor.id })) ?? 'NONE';
    const roles = await selectProjectRolesOf(db, actor.id);
    return projects
      .map((project) => ({
        ...projectView(project),
        role: effectiveRole({ organization, project: roles.get(project.id) }),
      }))
      .filter(({ role }) => role !== 'NONE');
  },
});
