import type { ListScope } from '@tidemark/contract/columns/list-input';
import { z } from 'zod';
import { openDeletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import type { Engines, ProjectCtx } from '#kernel/ctx';
import { jobType } from '#kernel/job';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { isoOfMicros } from '#platform/clickhouse/micros';
import { countRows } from './store/count-rows.sql.ts';
import { traceWhere } from './trace-where.ts';

/** Only a nudge: what there is to hide is in the operations. */
export const hideJob = jobType({ name: 'traces.hide', group: 'lifecycle', input: z.object({}), attempts: 3 });

export interface NewTelemetryDeletion {
  entityType: string;
  entityId?: string;
  entityName(traces: number): string;
  scope: ListScope;
  /** Sessions whose own scores go too. */
  sessionIds?: readonly string[];
  reason?: string | undefined;
  graceDays?: number | null;
}

/**
 * Puts on record that every trace of a scope goes, as far as it is there now. Rejects with `not_found` when there is
 * none, so that a mistyped filter is noticed.
 */
export async function openTelemetryDeletion(
  ctx: ProjectCtx,
  deletion: NewTelemetryDeletion,
): Promise<{ deletionId: string; count: number }> {
  const scope = { ...deletion.scope, to: deletion.scope.to ?? isoOfMicros(ctx.clock.nowUs()) };
  const range = scopeOf(ctx.projectId, scope);
  const count = await countRows(
    ctx.ch,
    { table: 'traces', scope: range, where: traceWhere(range, scope) },
    queryClassOf(ctx.actor),
  );
  if (count === 0) throw new AppError('not_found', 'No trace of this project fits');
  const deletionId = await openDeletion(ctx, {
    entityType: deletion.entityType,
    entityId: deletion.entityId,
    entityName: deletion.entityName(count),
    selection: { scope, ...(deletion.sessionIds ? { sessionIds: deletion.sessionIds } : {}) },
    reason: deletion.reason,
    state: 'HIDING',
    counts: { traces: count },
    graceDays: deletion.graceDays,
  });
  return { deletionId, count };
}

/** Has a worker begin at once; should that be lost, the operation is found by itself. */
export async function startHiding({ queue, log }: Pick<Engines, 'queue' | 'log'>): Promise<void> {
  await queue
    .add({ name: hideJob.name, group: hideJob.group, attempts: hideJob.attempts, data: {} })
    .catch((error: unknown) => log.warn({ err: error }, 'hiding begins a little later'));
}
