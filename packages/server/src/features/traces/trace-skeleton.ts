import { z } from 'zod';
import { TraceId } from '@tidemark/contract/ids';
import type { Level, ObservationType } from '@tidemark/contract/telemetry';
import type { TreeRow } from '@tidemark/contract/trace-tree';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { readSkeleton } from './store/skeleton.sql.ts';
import type { SkeletonRow } from './store/skeleton.sql.ts';

/** What the tree and the timeline show of a step. Times are microseconds since 1970, cost is US dollars. */
export interface SkeletonStep extends TreeRow {
  name: string;
  type: ObservationType;
  level: Level;
  model: string;
  completionStartUs: number | null;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
}

export interface SkeletonPage {
  steps: SkeletonStep[];
  nextCursor: string | null;
}

const Cursor = z.strictObject({ t: z.number().int(), id: z.string() });

/** The steps of a trace in order of their start, in windows of up to 10,000. */
export const traceSkeleton = read({
  input: z.object({
    traceId: TraceId,
    cursor: z.string().max(2000).nullish(),
    limit: z.number().int().min(1).max(10_000).default(10_000),
  }),
  permission: 'traces:read',
  async run(ctx, { traceId, cursor, limit }): Promise<SkeletonPage> {
    const after = cursor ? decodeCursor(Cursor, cursor) : null;
    const rows = await readSkeleton(
      ctx.ch,
      {
        projectId: ctx.projectId,
        traceId,
        ...(after ? { after: { startUs: after.t, id: after.id } } : {}),
        limit: limit + 1,
      },
      queryClassOf(ctx.actor),
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      steps: page.map(toStep),
      nextCursor: rows.length > page.length && last ? encodeCursor({ t: last.start_us, id: last.id }) : null,
    };
  },
});

function toStep(row: SkeletonRow): SkeletonStep {
  return {
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    type: row.type,
    level: row.level,
    model: row.model,
    startUs: row.start_us,
    endUs: row.end_us,
    completionStartUs: row.completion_start_us,
    totalCost: row.cost_usd,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    totalTokens: row.total_tokens,
  };
}
