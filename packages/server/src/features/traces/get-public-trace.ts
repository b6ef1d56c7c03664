import { z } from 'zod';
import { TraceId } from '@tidemark/contract/ids';
import type { PublicObservation } from '@tidemark/contract/rest/observations';
import { TRACE_FIELD_GROUPS } from '@tidemark/contract/rest/traces';
import type { PublicTrace } from '@tidemark/contract/rest/traces';
import { publicScoreV1, scoresOf } from '#features/scores';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { everything } from '#platform/clickhouse/project-scope';
import { publicObservation } from './public-observation.ts';
import { publicTrace, traceHtmlPath } from './public-trace.ts';
import { findTracesById } from './store/find-trace.sql.ts';
import { observationsOfTrace } from './store/observations-of-trace.sql.ts';
import { aggregateTraces } from './store/trace-aggregates.sql.ts';

export interface WholeTrace extends PublicTrace {
  htmlPath: string;
  latency: number;
  totalCost: number;
  observations: PublicObservation[];
  scores: ReturnType<typeof publicScoreV1>[];
}

/** A trace with its steps and scores for the public API; groups that were not asked for are empty, metrics -1. */
export const getPublicTrace = read({
  input: z.object({ traceId: TraceId, groups: z.array(z.enum(TRACE_FIELD_GROUPS)) }),
  permission: 'traces:read',
  async run(ctx, { traceId, groups }): Promise<WholeTrace> {
    const { ch, projectId } = ctx;
    const queryClass = queryClassOf(ctx.actor);
    const ids = [traceId];
    const withPayload = groups.includes('io');
    const [found, steps, metrics, scores] = await Promise.all([
      findTracesById(ch, { projectId, ids, withPayload }, queryClass),
      groups.includes('observations') ? observationsOfTrace(ch, { projectId, traceId }, queryClass) : [],
      groups.includes('metrics')
        ? aggregateTraces(ch, { scope: everything(projectId), traceIds: ids }, queryClass)
        : null,
      groups.includes('scores') ? scoresOf(ch, { projectId, kind: 'trace', ids }, queryClass) : [],
    ]);
    const trace = found.get(traceId);
    if (!trace) throw new AppError('not_found', `Trace ${traceId} not found within authorized project`);
    return {
      ...publicTrace(trace, { projectId, withPayload }),
      htmlPath: traceHtmlPath(projectId, traceId),
      latency: metrics ? (metrics.get(traceId)?.latency ?? 0) : -1,
      totalCost: metrics ? Number(metrics.get(traceId)?.sum_total_cost ?? 0) : -1,
      observations: steps.map((row) => publicObservation(row, projectId)),
      scores: scores.map((row) => publicScoreV1(row, projectId)),
    };
  },
});
