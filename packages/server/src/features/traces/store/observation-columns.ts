import type { ObservationColumn } from '@tidemark/contract/columns/observations';
import { scoredSql } from '#features/scores';
import type { ColumnSql } from '#kernel/filter-to-sql';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { sql } from '#platform/clickhouse/sql';
import { carriedColumn } from './carried-column.ts';

/** Seconds; NULL while the end is not known. */
export const LATENCY = sql`(toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000`;
export const FIRST_TOKEN = sql`(toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000`;

export function observationColumns(scope: ProjectScope): Record<ObservationColumn, ColumnSql> {
  return {
    startTime: sql`start_time`,
    type: sql`type`,
    name: sql`name`,
    level: sql`level`,
    statusMessage: sql`status_message`,
    input: sql`ifNull(input, '')`,
    output: sql`ifNull(output, '')`,
    latency: LATENCY,
    timeToFirstToken: FIRST_TOKEN,
    model: sql`model`,
    inputTokens: sql`input_tokens`,
    outputTokens: sql`output_tokens`,
    totalTokens: sql`total_tokens`,
    totalCost: sql`total_cost`,
    traceName: carriedColumn(scope, sql`trace_name`, sql`name`),
    traceId: sql`trace_id`,
    id: sql`id`,
    parentId: sql`parent_id`,
    isRoot: sql`is_root`,
    userId: carriedColumn(scope, sql`user_id`, sql`user_id`),
    sessionId: carriedColumn(scope, sql`session_id`, sql`session_id`),
    tags: carriedColumn(scope, sql`tags`, sql`tags`),
    environment: sql`environment`,
    release: carriedColumn(scope, sql`release`, sql`release`),
    version: sql`version`,
    promptName: sql`prompt_name`,
    promptVersion: sql`prompt_version`,
    metadata: sql`metadata`,
    scores: (condition) => scoredSql({ projectId: scope.projectId, kind: 'observation', id: sql`id` }, condition),
    sdkName: sql`sdk_name`,
    endTime: sql`end_time`,
    tokensPerSecond: sql`if(end_time > start_time, output_tokens / (${LATENCY}), NULL)`,
    inputCost: sql`input_cost`,
    outputCost: sql`output_cost`,
  };
}
