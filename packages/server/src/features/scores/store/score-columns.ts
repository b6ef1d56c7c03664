import type { ScoreColumn } from '@tidemark/contract/columns/scores';
import type { ColumnSql } from '#kernel/filter-to-sql';
import { sql } from '#platform/clickhouse/sql';

export const SCORE_SQL: Record<ScoreColumn, ColumnSql> = {
  timestamp: sql`timestamp`,
  name: sql`name`,
  value: sql`value`,
  stringValue: sql`string_value`,
  dataType: sql`data_type`,
  source: sql`source`,
  comment: sql`comment`,
  metadata: sql`metadata`,
  traceId: sql`trace_id`,
  observationId: sql`observation_id`,
  sessionId: sql`session_id`,
  environment: sql`environment`,
};
