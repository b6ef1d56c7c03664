import { ListScope } from '@tidemark/contract/columns/list-input';
import { TraceId } from '@tidemark/contract/ids';
import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { finishHiding, hideTelemetry, openDeletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { queryClassOf } from '#kernel/query-class-of';
import { write } from '#kernel/verb';
import { openTelemetryDeletion, startHiding } from './open-telemetry-deletion.ts';
import { findExistingTraces } from './store/existing-traces.sql.ts';

export interface StartedDeletion {
  /** For undoing it, and for asking how far it is. */
  deletionId: string;
  /** Traces that were there. */
  count: number;
  /** Asked for by id, and not there. */
  notFound: string[];
}

const Input = z
  .object({
    ids: z.array(TraceId).min(1).max(1000).optional(),
    /** Everything that a list with this scope shows. */
    filter: ListScope.optional(),
    reason: storableText().max(1000).optional(),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), 'Give either ids or a filter');

/**
 * Traces with their steps and scores, by id: gone for every reader before the answer goes out. By a filter: the answer
 * comes at once, and what fits is hidden in the background. Until it is purged, the operation can be restored.
 */
export const deleteTraces = write({
  input: Input,
  permission: 'traces:delete',
  audit: ({ ids, reason }, { deletionId, count }: StartedDeletion) => ({
    action: 'traces.delete',
    entityType: 'deletion',
    entityId: deletionId,
    details: { count, by: ids ? 'ids' : 'filter', ...(reason ? { reason } : {}) },
  }),
  run: (ctx, { ids, filter, reason }) => (ids ? deleteById(ctx, ids, reason) : deleteByFilter(ctx, filter, reason)),
  async committed(ctx, { ids }, { deletionId, notFound }) {
    if (!ids) return startHiding(ctx);
    const missing = new Set(notFound);
    const of = { projectId: ctx.projectId, deletionId };
    await hideTelemetry(ctx, { ...of, kind: 'trace', ids: ids.filter((id) => !missing.has(id)) });
    await finishHiding(ctx, of);
  },
});

async function deleteById(ctx: ProjectCtx, ids: readonly string[], reason?: string): Promise<StartedDeletion> {
  const asked = [...new Set(ids)];
  const there = await findExistingTraces(ctx.ch, { projectId: ctx.projectId, ids: asked }, queryClassOf(ctx.actor));
  const found = asked.filter((id) => there.has(id));
  const [first] = found;
  if (first === undefined) throw new AppError('not_found', notThere(asked));
  const deletionId = await openDeletion(ctx, {
    entityType: 'trace',
    ...(found.length === 1 ? { entityId: first } : {}),
    entityName: found.length === 1 ? first : `${found.length} traces`,
    selection: { traceIds: found },
    reason,
    state: 'HIDING',
  });
  return { deletionId, count: found.length, notFound: asked.filter((id) => !there.has(id)) };
}

async function deleteByFilter(ctx: ProjectCtx, scope: ListScope = { environments: [] }, reason?: string) {
  const { deletionId, count } = await openTelemetryDeletion(ctx, {
    entityType: 'trace',
    entityName: (traces) => `${traces} traces by a filter`,
    scope,
    reason,
  });
  return { deletionId, count, notFound: [] };
}

function notThere(ids: readonly string[]): string {
  return ids.length === 1
    ? `Trace ${ids[0]} not found within authorized project`
    : `None of these ${ids.length} traces exists in this project`;
}
