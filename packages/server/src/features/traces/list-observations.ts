import { z } from 'zod';
import { ListInput } from '@tidemark/contract/columns/list-input';
import type { Page } from '@tidemark/contract/paging';
import { scoreView, scoresOf } from '#features/scores';
import type { ProjectCtx } from '#kernel/ctx';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { observationOrder } from './observation-order.ts';
import { observationView } from './observation-view.ts';
import type { ObservationView } from './observation-view.ts';
import { observationWhere } from './observation-where.ts';
import { findTracesById } from './store/find-trace.sql.ts';
import { loadLines } from './store/load-observations.sql.ts';
import { findObservationKeys } from './store/observation-keys.sql.ts';
import type { ObservationKeyRow } from './store/observation-keys.sql.ts';

const Cursor = z.strictObject({
  k: z.union([z.string(), z.number()]),
  t: z.number().int(),
  trace: z.string(),
  id: z.string(),
});

export const listObservations = read({
  input: ListInput.extend({ with: z.array(z.enum(['metadata', 'scores'])).default([]) }),
  permission: 'traces:read',
  async run(ctx, input): Promise<Page<ObservationView>> {
    const after = input.cursor ? decodeCursor(Cursor, input.cursor) : null;
    const scope = scopeOf(ctx.projectId, input);
    const found = await findObservationKeys(
      ctx.ch,
      {
        scope,
        where: (part) => observationWhere(part, input),
        order: observationOrder(input.order),
        ...(after ? { after: { key: after.k, startUs: after.t, traceId: after.trace, id: after.id } } : {}),
        anchorUs: after?.t ?? ctx.clock.nowUs(),
        limit: input.limit + 1,
      },
      queryClassOf(ctx.actor),
    );
    const keys = found.slice(0, input.limit);
    return {
      rows: await viewObservations(ctx, keys, input.with),
      nextCursor: found.length > keys.length ? cursorOf(keys.at(-1)) : null,
      completeUpTo: null,
    };
  },
});

async function viewObservations(
  ctx: ProjectCtx,
  keys: readonly ObservationKeyRow[],
  parts: readonly ('metadata' | 'scores')[],
): Promise<ObservationView[]> {
  const { ch, projectId } = ctx;
  const queryClass = queryClassOf(ctx.actor);
  const traceIds = [...new Set(keys.map((key) => key.trace_id))];
  const [rows, traces, scores] = await Promise.all([
    loadLines(ch, { projectId, keys, parts: { payload: false, metadata: parts.includes('metadata') } }, queryClass),
    findTracesById(ch, { projectId, ids: traceIds, withPayload: false }, queryClass),
    parts.includes('scores') ? scoresOf(ch, { projectId, kind: 'trace', ids: traceIds }, queryClass) : [],
  ]);
  const scoresById = Map.groupBy(scores, (score) => score.observation_id);
  return rows.map((row) =>
    observationView(row, {
      trace: traces.get(row.trace_id),
      scores: (scoresById.get(row.id) ?? []).map(scoreView),
    }),
  );
}

function cursorOf(key: ObservationKeyRow | undefined): string | null {
  return key ? encodeCursor({ k: key.sort_key, t: key.start_us, trace: key.trace_id, id: key.id }) : null;
}
