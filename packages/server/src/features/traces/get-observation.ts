import { z } from 'zod';
import { ObservationId, TraceId } from '@tidemark/contract/ids';
import { scoreView, scoresOf } from '#features/scores';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { observationDetailView } from './observation-view.ts';
import type { ObservationDetailView } from './observation-view.ts';
import { findObservation } from './store/find-observation.sql.ts';
import { findTracesById } from './store/find-trace.sql.ts';

/** Everything of one observation. `traceId` may be left out where ids are unique without it. */
export const getObservation = read({
  input: z.object({ observationId: ObservationId, traceId: TraceId.optional() }),
  permission: 'traces:read',
  async run(ctx, { observationId, traceId }): Promise<ObservationDetailView> {
    const { ch, projectId } = ctx;
    const queryClass = queryClassOf(ctx.actor);
    const row = await findObservation(ch, { projectId, id: observationId, traceId }, queryClass);
    if (!row)
      throw new AppError('not_found', `Observation with id ${observationId} not found within authorized project`);
    const [traces, scores] = await Promise.all([
      findTracesById(ch, { projectId, ids: [row.trace_id], withPayload: false }, queryClass),
      scoresOf(ch, { projectId, kind: 'trace', ids: [row.trace_id] }, queryClass),
    ]);
    const own = scores.filter((score) => score.observation_id === row.id);
    return observationDetailView(row, { trace: traces.get(row.trace_id), scores: own.map(scoreView) });
  },
});
