import type { ProjectCtx } from '#kernel/ctx';
import { insertDeletion } from './store/deletions.sql.ts';
import type { DeletionState } from './store/deletions.sql.ts';

export interface NewDeletion {
  /** Word of the trash rule: `trace`, `score`, `model`, … */
  entityType: string;
  entityId?: string;
  /** What a person will recognise in the trash. */
  entityName: string;
  /** What was asked for: ids, or a filter. */
  selection: Readonly<Record<string, unknown>>;
  reason?: string;
  /** HIDING while work is left that hides it; HIDDEN when the same transaction hides it. */
  state: Extract<DeletionState, 'HIDING' | 'HIDDEN'>;
  counts?: Readonly<Record<string, number>>;
  /** Days until it is removed for good, null for never; what the instance is set to unless given. */
  graceDays?: number | null;
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
    graceDays: deletion.graceDays === undefined ? ctx.policy.deletion.graceDays : deletion.graceDays,
  });
  return id;
}
