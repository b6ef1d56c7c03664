import type { ProjectCtx } from '#kernel/ctx';
import { insertDeletion } from './store/deletions.sql.ts';
import type { DeletionState } from './store/deletions.sql.ts';

export interface NewDeletion {
  /** Word of the trash rule: `trace`, `score`, `model`, … */
  entityType: string;
  entityId?: string | undefined;
  /** What a person will recognise in the trash. */
  entityName: string;
  /** What was asked for: ids, or a filter. */
  selection: unknown;
  reason?: string | undefined;
  /** HIDING while work is left that hides it; HIDDEN when the same transaction hides it. */
  state: Extract<DeletionState, 'HIDING' | 'HIDDEN'>;
  counts?: Readonly<Record<string, number>>;
  /** Days until it is removed for good, null for never; what the instance is set to unless given. */
  graceDays?: number | null | undefined;
}

/** Puts an operation on record, in the transaction of the verb; answers its id. */
export async function openDeletion(ctx: ProjectCtx, deletion: NewDeletion): Promise<string> {
  const id = ctx.clock.newId();
  await insertDeletion(ctx.db, {
    id,
    organizationId: ctx.organizationId,
    projectId: ctx.projectId,
    actor: ctx.actor,
    ...deletion,
    graceDays: deletion.graceDays === undefined ? graceOf(ctx) : deletion.graceDays,
  });
  return id;
}

/** Where the operator has switched purging off, nothing becomes final. */
function graceOf({ policy }: ProjectCtx): number | null {
  return policy.deletion.flow === 'immediate-soft' ? null : policy.deletion.graceDays;
}
