import { z } from 'zod';
import { ListInput } from '@tidemark/contract/columns/list-input';
import type { Page } from '@tidemark/contract/paging';
import { storableText } from '@tidemark/contract/storable-text';
import { findHidden, hiddenBy } from '#features/deletions';
import { scoreView, scoresOf } from '#features/scores';
import type { ProjectCtx } from '#kernel/ctx';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { storeOf } from '#kernel/with-deleted';
import { allOf, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { aggregateTraces } from './store/trace-aggregates.sql.ts';
import { findTraces } from './store/trace-list.sql.ts';
import type { FoundTrace } from './store/trace-list.sql.ts';
import { traceOrder } from './trace-order.ts';
import { traceWhere } from './trace-where.ts';
import { traceView } from './trace-view.ts';
import type { TraceView } from './trace-view.ts';

const Cursor = z.strictObject({ k: z.union([z.string(), z.number()]), t: z.number().int(), id: z.string() });

export const listTraces = read({
  input: ListInput.extend({
    with: z.array(z.enum(['metadata', 'scores'])).default([]),
    includeDeleted: z.boolean().default(false),
    /** Only what this deletion took. */
    ofDeletion: storableText().min(1).max(100).nullish(),
  }),
  permission: 'traces:read',
  async run(ctx, input): Promise<Page<TraceView>> {
    const after = input.cursor ? decodeCursor(Cursor, input.cursor) : null;
    const scope = scopeOf(ctx.projectId, input);
    const ch = storeOf(ctx, input);
    const found = await findTraces(
      ch,
      {
        scope,
        where: (part) => allOf([traceWhere(part, input), ...takenBy(ctx.projectId, input.ofDeletion)]),
        order: traceOrder(input.order),
        ...(after ? { after: { key: after.k, timestampUs: after.t, id: after.id } } : {}),
        anchorUs: after?.t ?? ctx.clock.nowUs(),
        limit: input.limit + 1,
        withMetadata: input.with.includes('metadata'),
        withPayload: false,
      },
      queryClassOf(ctx.actor),
    );
    const page = found.slice(0, input.limit);
    return {
      rows: await viewTraces({ ...ctx, ch }, page, {
        withScores: input.with.includes('scores'),
        includeDeleted: input.includeDeleted,
      }),
      nextCursor: found.length > page.length ? cursorOf(page.at(-1)) : null,
      completeUpTo: null,
    };
  },
});

function takenBy(projectId: string, deletionId: string | null | undefined): Sql[] {
  return deletionId ? [hiddenBy(projectId, { deletionId, kind: 'trace', id: sql`id` })] : [];
}

/** Adds to the rows of a page what is computed of their steps, by one query for all of them. */
async function viewTraces(
  ctx: ProjectCtx,
  page: readonly FoundTrace[],
  { withScores, includeDeleted }: { withScores: boolean; includeDeleted: boolean },
): Promise<TraceView[]> {
  const queryClass = queryClassOf(ctx.actor);
  const traceIds = page.map((row) => row.id);
  const of = { projectId: ctx.projectId, kind: 'trace', ids: traceIds } as const;
  const [steps, scores, hidden] = await Promise.all([
    aggregateTraces(ctx.ch, { scope: scopeOfPage(ctx.projectId, page), traceIds }, queryClass),
    withScores ? scoresOf(ctx.ch, { ...of, withDeleted: includeDeleted }, queryClass) : [],
    includeDeleted ? findHidden(ctx.ch, of) : [],
  ]);
  const scoresById = Map.groupBy(scores, (score) => score.trace_id);
  const gone = new Set(hidden);
  return page.map((row) => ({
    ...traceView(row, steps.get(row.id), (scoresById.get(row.id) ?? []).map(scoreView)),
    isDeleted: gone.has(row.id),
  }));
}

function scopeOfPage(projectId: string, page: readonly FoundTrace[]) {
  const times = page.map((row) => row.timestamp_us);
  return { projectId, fromUs: Math.min(...times), toUs: Math.max(...times) + 1 };
}

function cursorOf(row: FoundTrace | undefined): string | null {
  return row ? encodeCursor({ k: row.sort_key, t: row.timestamp_us, id: row.id }) : null;
}
