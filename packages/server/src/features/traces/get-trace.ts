import { z } from 'zod';
import { TraceId } from '@tidemark/contract/ids';
import { scoreView, scoresOf } from '#features/scores';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { everything } from '#platform/clickhouse/project-scope';
import { findTracesById } from './store/find-trace.sql.ts';
import { aggregateTraces } from './store/trace-aggregates.sql.ts';
import { traceView } from './trace-view.ts';
import type { TraceView } from './trace-view.ts';

/** A trace with its whole payloads, what is computed of its steps, and all of its scores. */
export const getTrace = read({
  input: z.object({ traceId: TraceId }),
  permission: 'traces:read',
  async run(ctx, { traceId }): Promise<TraceView> {
    const { ch, projectId } = ctx;
    const queryClass = queryClassOf(ctx.actor);
    const [found, steps, scores] = await Promise.all([
      findTracesById(ch, { projectId, ids: [traceId], withPayload: true }, queryClass),
      aggregateTraces(ch, { scope: everything(projectId), traceIds: [traceId] }, queryClass),
      scoresOf(ch, { projectId, kind: 'trace', ids: [traceId] }, queryClass),
    ]);
    const trace = found.get(traceId);
    if (!trace) throw new AppError('not_found', `Trace ${traceId} not found within authorized project`);
    return traceView(trace, steps.get(traceId), scores.map(scoreView));
  },
});
