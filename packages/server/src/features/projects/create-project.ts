import { z } from 'zod';
import { singleLine } from '@tidemark/contract/single-line';
import { AppError } from '#domain/errors';
import type { OrganizationCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { orIfTaken } from '#platform/postgres/unique-violation';
import { insertProject, selectProjectByName } from './store/projects.sql.ts';

export const ProjectName = singleLine({ min: 3, max: 60 });

export const createProject = write({
  input: z.object({ name: ProjectName }),
  permission: 'projects:create',
  async run(ctx, { name }) {
    await refuseTakenName(ctx, name);
    const id = ctx.clock.newId();
    const at = new Date(ctx.clock.nowMs());
    await orIfTaken(insertProject(ctx.db, { id, organizationId: ctx.organizationId, name, at }), nameTaken);
    return { id, name, organizationId: ctx.organizationId };
  },
  audit: ({ name }, { id }) => ({ action: 'project.create', entityType: 'project', entityId: id, details: { name } }),
});

/** Names are unique within an organization; between two that ask at once an index decides. */
export async function refuseTakenName(
  ctx: Pick<OrganizationCtx, 'db' | 'organizationId'>,
  name: string,
  exceptId?: string,
) {
  const taken = await selectProjectByName(ctx.db, { organizationId: ctx.organizationId, name });
  if (taken && taken.id !== exceptId) throw nameTaken();
}

export function nameTaken(): AppError {
  return new AppError('conflict', 'The organization has a project of this name already');
}
