import { z } from 'zod';
import { TraceId } from '@tidemark/contract/ids';
import { findHidden } from '#features/deletions';
import { scoreView, scoresOf } from '#features/scores';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { storeOf } from '#kernel/with-deleted';
import { everything } from '#platform/clickhouse/project-scope';
import { findTracesById } from './store/find-trace.sql.ts';
import { aggregateTraces } from './store/trace-aggregates.sql.ts';
import { traceView } from './trace-view.ts';
import type { TraceView } from './trace-view.ts';

/** A trace with its whole payloads, what is computed of its steps, and all of its scores. */
export const getTrace = read({
  input: z.object({ traceId: TraceId, includeDeleted: z.boolean().default(false) }),
  permission: 'traces:read',
  async run(ctx, { traceId, includeDeleted }): Promise<TraceView> {
    const { projectId } = ctx;
    const ch = storeOf(ctx, { includeDeleted });
    const queryClass = queryClassOf(ctx.actor);
    const [found, steps, scores] = await Promise.all([
      findTracesById(ch, { projectId, ids: [traceId], withPayload: true }, queryClass),
      aggregateTraces(ch, { scope: everything(projectId), traceIds: [traceId] }, queryClass),
      scoresOf(ch, { projectId, kind: 'trace', ids: [traceId], withDeleted: includeDeleted }, queryClass),
    ]);
    const trace = found.get(traceId);
    if (!trace) throw new AppError('not_found', `Trace ${traceId} not found within authorized project`);
    const view = traceView(trace, steps.get(traceId), scores.map(scoreView));
    const gone = includeDeleted ? await findHidden(ch, { projectId, kind: 'trace', ids: [traceId] }) : [];
    return { ...view, isDeleted: gone.length > 0 };
  },
});
