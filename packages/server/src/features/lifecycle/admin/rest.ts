import { adminRoutes } from '@tidemark/contract/rest/admin';
import type { Feature } from '#kernel/feature';
import { rest } from '#kernel/rest';
import type { RestRoute } from '#kernel/rest';
import {
  adminCreateProject,
  adminGetProject,
  adminLegalHold,
  adminListProjects,
  adminMarkProject,
  adminUpdateProject,
} from './admin-projects.ts';
import { adminCleanup } from './cleanup-old-deletions.ts';
import { adminDeletedEntities, PROJECTS } from './deleted-entities.ts';
import { adminDeletionStats } from './deletion-stats.ts';
import { adminPurgeOperation } from './purge-entity.ts';
import { adminPurgeProject } from './purge-project-now.ts';
import { adminRestore } from './restore-entity.ts';

export const adminRest = (features: readonly Feature[]): readonly RestRoute[] => [
  rest(adminRoutes.listProjects, ({ ctx, query: { include_deleted: includeDeleted, ...page } }) =>
    adminListProjects(ctx, { includeDeleted, ...page }),
  ),
  rest(adminRoutes.createProject, ({ ctx, body: { organization_id: organizationId, name } }) =>
    adminCreateProject(ctx, { organizationId, name }),
  ),
  rest(adminRoutes.getProject, ({ ctx, params }) => adminGetProject(ctx, params)),
  rest(adminRoutes.updateProject, ({ ctx, params, body }) => adminUpdateProject(ctx, { ...params, ...body })),
  rest(adminRoutes.deleteProject, async ({ ctx, params, reply }) => {
    await adminMarkProject(ctx, params);
    return reply.code(204).send() as never;
  }),
  rest(adminRoutes.deletedEntities, ({ ctx, query: { entity_type: entityType, ...page } }) =>
    adminDeletedEntities(ctx, { entityType, ...page }),
  ),
  rest(adminRoutes.restore, async ({ ctx, params }) => {
    const { state } = await adminRestore(features)(ctx, params);
    return { state };
  }),
  rest(adminRoutes.permanent, async ({ ctx, params, body }) => {
    const asked = { ...params, ...body };
    const { status, expiresAt } = await (params.entityType === PROJECTS
      ? adminPurgeProject(ctx, asked)
      : adminPurgeOperation(ctx, asked));
    return { status, expiresAt };
  }),
  rest(adminRoutes.stats, ({ ctx }) => adminDeletionStats(ctx, {})),
  rest(adminRoutes.cleanup, ({ ctx, query }) =>
    adminCleanup(ctx, {
      daysOld: query.days_old,
      dryRun: query.dry_run,
      hash: query.hash,
      entityType: query.entity_type,
      organizationId: query.organization_id,
    }),
  ),
  rest(adminRoutes.mark, ({ ctx, params, body }) => adminMarkProject(ctx, { ...params, ...body })),
  rest(adminRoutes.legalHold, ({ ctx, params, body }) => adminLegalHold(ctx, { ...params, ...body })),
  rest(adminRoutes.purgeNow, async ({ ctx, params, body }) => {
    const { status, expiresAt } = await adminPurgeProject(ctx, { ...params, ...body });
    return { status, expiresAt };
  }),
];
