import type { TraceColumn } from '@tidemark/contract/columns/traces';
import { scoredSql } from '#features/scores';
import type { ColumnSql } from '#kernel/filter-to-sql';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { sql } from '#platform/clickhouse/sql';
import { aggregateColumn } from './aggregate-column.ts';

export function traceColumns(scope: ProjectScope): Record<TraceColumn, ColumnSql> {
  const { projectId } = scope;
  return {
    timestamp: sql`timestamp`,
    name: sql`name`,
    level: aggregateColumn(scope, 'level'),
    input: sql`ifNull(input, '')`,
    output: sql`ifNull(output, '')`,
    latency: aggregateColumn(scope, 'latency'),
    totalTokens: aggregateColumn(scope, 'totalTokens'),
    totalCost: aggregateColumn(scope, 'totalCost'),
    observationCount: aggregateColumn(scope, 'observationCount'),
    errorCount: aggregateColumn(scope, 'errorCount'),
    inputTokens: aggregateColumn(scope, 'inputTokens'),
    outputTokens: aggregateColumn(scope, 'outputTokens'),
    inputCost: aggregateColumn(scope, 'inputCost'),
    outputCost: aggregateColumn(scope, 'outputCost'),
    warningCount: aggregateColumn(scope, 'warningCount'),
    defaultCount: aggregateColumn(scope, 'defaultCount'),
    debugCount: aggregateColumn(scope, 'debugCount'),
    userId: sql`user_id`,
    sessionId: sql`session_id`,
    tags: sql`tags`,
    environment: sql`environment`,
    release: sql`release`,
    version: sql`version`,
    id: sql`id`,
    metadata: sql`metadata`,
    scores: (condition) => scoredSql({ projectId, kind: 'trace', id: sql`id` }, condition),
    bookmarked: sql`bookmarked`,
  };
}
