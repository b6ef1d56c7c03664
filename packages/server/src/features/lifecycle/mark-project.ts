import { forgetKeysOfProject } from '#features/api-keys';
import { changeProjectState } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { tellOfMark } from './notices.ts';

/**
 * Marks a project for deletion in the transaction of the caller: state, audit of the suspended keys, notices. The caller
 * audits the request itself, and calls `suspendKeys` after the commit and before it answers. Conflicts when somebody
 * else was quicker.
 */
export async function markProject(
  ctx: ProjectCtx,
  project: ProjectRow,
  asked: { reason: string; byOperator?: boolean },
): Promise<ProjectRow & { deletion: NonNullable<ProjectRow['deletion']> }> {
  const { graceDays, flow } = ctx.policy.deletion;
  const deletionId = ctx.clock.newId();
  const marked = await changeProjectState(ctx.db, {
    projectId: project.id,
    from: ['ACTIVE', 'DISABLED'],
    expectedEpoch: project.epoch,
    to: 'PENDING_DELETION',
    set: {
      kind: 'marked',
      deletionId,
      // An operator has no rights in the project that could be lost on the way.
      requestedBy: ctx.actor.kind === 'user' && !asked.byOperator ? ctx.actor.id : null,
      reason: asked.reason,
      graceDays: flow === 'immediate-soft' ? null : graceDays,
    },
  });
  if (!marked?.deletion) throw new AppError('conflict', 'The project has changed meanwhile; look at it again');
  await ctx.audit({
    action: 'apiKeys.suspended',
    entityType: 'project',
    entityId: project.id,
    details: { deletionId },
  });
  await tellOfMark(ctx, marked, ctx.actor.name);
  return { ...marked, deletion: marked.deletion };
}

/** Resolves when no process lets in a key of the project any more. */
export const suspendKeys = forgetKeysOfProject;
