import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { selectProtectedLabels } from './store/protected-labels.sql.ts';

/** Throws `forbidden` when one of the labels is protected and the actor may not move those. */
export async function guardLabels(ctx: ProjectCtx, labels: readonly string[]): Promise<void> {
  if (labels.length === 0 || ctx.actor.may('protectedPromptLabels:write')) return;
  const guarded = await selectProtectedLabels(ctx.db, ctx.projectId);
  const first = labels.find((label) => guarded.includes(label));
  if (first !== undefined)
    throw new AppError('forbidden', `The label '${first}' is protected in this project; an admin can move it`);
}
