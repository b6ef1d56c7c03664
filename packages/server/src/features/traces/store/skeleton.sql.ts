import { Level, ObservationType } from '@tidemark/contract/telemetry';
import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import type { QueryClass } from '#platform/clickhouse/query-class';
import { EMPTY, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export interface SkeletonWindow {
  projectId: string;
  traceId: string;
  after?: { startUs: number; id: string };
  limit: number;
}

/** A window of a trace's steps in order of their start, without payloads: a hundred thousand steps open in ten of them. */
export function skeletonSql({ projectId, traceId, after, limit }: SkeletonWindow): Sql {
  const beyond = after ? sql` AND (start_us, id) > (${param.int(after.startUs)}, ${param.string(after.id)})` : EMPTY;
  const from = after ? sql` AND start_time >= fromUnixTimestamp64Micro(${param.int(after.startUs)}, 'UTC')` : EMPTY;
  return sql`SELECT * FROM (
  SELECT id, parent_id, name, type, level, model, toUnixTimestamp64Micro(start_time) AS start_us,
    toUnixTimestamp64Micro(end_time) AS end_us, toUnixTimestamp64Micro(completion_start_time) AS completion_start_us,
    toFloat64(total_cost) AS cost_usd, input_tokens, output_tokens, total_tokens, is_deleted
  FROM observations
  WHERE project_id = ${param.string(projectId)} AND trace_id = ${param.string(traceId)}${from}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0${beyond} ORDER BY start_us, id LIMIT ${param.int(limit)}`;
}

const Row = z.object({
  id: z.string(),
  parent_id: z.string(),
  name: z.string(),
  type: ObservationType,
  level: Level,
  model: z.string(),
  start_us: z.number(),
  end_us: z.number().nullable(),
  completion_start_us: z.number().nullable(),
  cost_usd: z.number(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  total_tokens: z.number(),
});
export type SkeletonRow = z.infer<typeof Row>;

export function readSkeleton(ch: ClickHouse, window: SkeletonWindow, queryClass: QueryClass): Promise<SkeletonRow[]> {
  return ch.query({
    sql: skeletonSql(window),
    schema: Row,
    class: queryClass,
    who: 'traces.skeleton',
    projectId: window.projectId,
  });
}
