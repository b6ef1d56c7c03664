import { findAnyProject } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import { AppError } from '#domain/errors';
import type { AccountCtx, ProjectCtx } from '#kernel/ctx';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';

/** A project as those see it who look after the instance. */
export function adminProjectView({ id, organizationId, name, status, createdAt, legalHold, deletion }: ProjectRow) {
  return {
    id,
    organizationId,
    name,
    status,
    createdAt: createdAt.toISOString(),
    legalHold,
    deletedAt: deletion?.deletedAt.toISOString() ?? null,
    purgeAfter: deletion?.purgeAfter?.toISOString() ?? null,
    deletionReason: deletion?.reason ?? null,
  };
}

/** In whatever state. */
export async function getAnyProject({ db }: Pick<AccountCtx, 'db'>, id: string): Promise<ProjectRow> {
  const project = await findAnyProject(db, id);
  if (!project) throw new AppError('not_found', 'There is no such project');
  return project;
}

/** The scope of a project for who looks after all of them. Only behind the permission for that. */
export function scopeOfProject(
  ctx: AccountCtx,
  { id, organizationId }: { id: string; organizationId: string },
): ProjectCtx {
  return {
    ...ctx,
    actor: { ...ctx.actor, may: () => true },
    organizationId: OrganizationId.parse(organizationId),
    projectId: ProjectId.parse(id),
  };
}
