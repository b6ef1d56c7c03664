import { storableText } from '@tidemark/contract/storable-text';
import { OrganizationId } from '@tidemark/contract/ids';
import { z } from 'zod';
import { forgetKeysOfProject } from '#features/api-keys';
import { findOrganization } from '#features/organizations';
import { createProject, listProjectsOfInstance, setLegalHold, updateProject } from '#features/projects';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { read, write } from '#kernel/verb';
import { refuseHeld } from '../check-deletion.ts';
import { markProject } from '../mark-project.ts';
import { adminProjectView, getAnyProject, scopeOfProject } from './admin-project-view.ts';

const Id = storableText().min(1).max(100);
const Reason = storableText().trim().min(1).max(1000);
const permission = 'instance:admin' as const;
const about =
  (action: string) =>
  (_input: unknown, { id, organizationId }: { id: string; organizationId: string }) => ({
    action,
    entityType: 'project',
    entityId: id,
    projectId: id,
    organizationId,
  });

export const adminListProjects = read({
  input: z.object({
    includeDeleted: z.boolean().default(false),
    skip: z.number().int().min(0).default(0),
    limit: z.number().int().min(0).max(200).default(50),
  }),
  permission,
  async run(ctx, { includeDeleted, skip, limit }) {
    const only = includeDeleted ? 'all' : 'alive';
    const { projects, total } = await listProjectsOfInstance(ctx.db, { only, skip, limit });
    return { data: projects.map(adminProjectView), total };
  },
});

export const adminGetProject = read({
  input: z.object({ id: Id }),
  permission,
  run: async (ctx, { id }) => adminProjectView(await getAnyProject(ctx, id)),
});

export const adminCreateProject = write({
  input: z.object({ organizationId: Id, name: z.string() }),
  permission,
  async run(ctx, { organizationId, name }) {
    if (!(await findOrganization(ctx.db, organizationId)))
      throw new AppError('not_found', 'There is no such organization');
    const scope = { ...ctx, actor: { ...ctx.actor, may: () => true } };
    const { id } = await createProject({ ...scope, organizationId: OrganizationId.parse(organizationId) }, { name });
    return adminProjectView(await getAnyProject(ctx, id));
  },
  audit: about('admin.project_created'),
});

export const adminUpdateProject = write({
  input: z.object({ id: Id, name: z.string() }),
  permission,
  async run(ctx, { id, name }) {
    await updateProject(scopeOfProject(ctx, await getAnyProject(ctx, id)), { name });
    return adminProjectView(await getAnyProject(ctx, id));
  },
  audit: about('admin.project_updated'),
});

/** Soft: it can be restored within its grace. What stands in the way of people stands in the way of admins, too. */
export const adminMarkProject = write({
  input: z.object({ id: Id, reason: Reason.default('Deleted by an admin of the instance') }),
  permission,
  async run(ctx, { id, reason }) {
    const project = await getAnyProject(ctx, id);
    if (project.status !== 'ACTIVE' && project.status !== 'DISABLED')
      throw new AppError('conflict', 'The project is being deleted already');
    const scope: ProjectCtx = scopeOfProject(ctx, project);
    await refuseHeld(scope, project);
    return adminProjectView(await markProject(scope, project, { reason, byOperator: true }));
  },
  committed: (ctx, { id }) => forgetKeysOfProject(ctx, id),
  audit: ({ reason }, project) => ({
    ...about('project.deletion_requested')(null, project),
    details: { reason, purgeAfter: project.purgeAfter, byOperator: true },
  }),
});

/** While it lasts nobody marks the project, and what was marked is not removed. */
export const adminLegalHold = write({
  input: z.object({ id: Id, reason: Reason.nullable() }),
  permission,
  async run(ctx, { id, reason }) {
    const project = await getAnyProject(ctx, id);
    if (!['ACTIVE', 'DISABLED', 'PENDING_DELETION'].includes(project.status))
      throw new AppError('conflict', 'The removal of the project has begun and cannot be held any more');
    await setLegalHold(ctx.db, { projectId: id, reason });
    return adminProjectView({ ...project, legalHold: reason });
  },
  audit: ({ reason }, project) => ({
    ...about(reason === null ? 'project.legal_hold_lifted' : 'project.legal_hold_set')(null, project),
    details: { reason },
  }),
});
