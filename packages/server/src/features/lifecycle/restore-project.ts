import { z } from 'zod';
import { forgetKeysOfProject, replaceProjectKeys } from '#features/api-keys';
import { changeProjectState, findAnyProject, freeProjectName } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { tellOfRestore } from './notices.ts';

/** Takes a deletion back within its grace. The keys work again, or are replaced when the person asks for that. */
export const restoreProject = write({
  input: z.object({ newKeys: z.boolean().default(false) }),
  permission: 'project:restore',
  committed: (ctx) => forgetKeysOfProject(ctx, ctx.projectId),
  async run(ctx, { newKeys }) {
    const before = await findAnyProject(ctx.db, ctx.projectId);
    if (!before) throw new AppError('not_found', 'There is no such project');
    const project = await restore(ctx, before);
    const made = newKeys ? await replaceProjectKeys(ctx) : null;
    const keys = newKeys ? 'replaced' : 'resumed';
    await ctx.audit({ action: `apiKeys.${keys}`, entityType: 'project', entityId: project.id });
    await tellOfRestore(ctx, project, { by: ctx.actor.name, keys });
    return {
      state: project.status,
      deletionId: before.deletion?.id ?? null,
      name: project.name,
      renamedFrom: project.name === before.name ? null : before.name,
      /** Shown this once. */
      newKeys: made,
    };
  },
  audit: (_input, { deletionId, name, renamedFrom, newKeys }) => ({
    action: 'project.restored',
    entityType: 'project',
    details: { deletionId, name, renamedFrom, keys: newKeys ? 'replaced' : 'resumed' },
  }),
});

/** The change of state alone, in the transaction of the caller. Throws `conflict`, or 410 when there is nothing left. */
export async function restore(engines: Pick<Engines, 'db'>, project: ProjectRow): Promise<ProjectRow> {
  if (project.status === 'PURGED')
    throw new AppError('not_found', 'The project was removed for good', { httpStatus: 410 });
  const name = await freeProjectName(engines.db, project);
  const restored =
    project.status === 'PENDING_DELETION'
      ? await changeProjectState(engines.db, {
          projectId: project.id,
          from: ['PENDING_DELETION'],
          expectedEpoch: project.epoch,
          to: project.deletion?.statusBefore ?? 'ACTIVE',
          set: { kind: 'restored', name },
        })
      : null;
  if (restored) return restored;
  const isActive = project.status === 'ACTIVE' || project.status === 'DISABLED';
  throw new AppError(
    'conflict',
    isActive ? 'The project is not being deleted' : 'The removal of the project has begun and cannot be taken back',
  );
}
