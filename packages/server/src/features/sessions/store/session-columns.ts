import type { SessionColumn } from '@tidemark/contract/columns/sessions';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

/** When a step was last heard of: its end, or its start while it is open. */
export const LAST_END: Sql = sql`greatest(start_time, ifNull(end_time, start_time))`;

/** Over traces grouped by session, each joined with the sums of its steps. */
export const SESSION_SQL: Record<SessionColumn, Sql> = {
  lastTime: sql`max(timestamp)`,
  id: sql`session_id`,
  createdAt: sql`min(timestamp)`,
  duration: sql`(toUnixTimestamp64Micro(greatest(max(timestamp), max(steps.last_end))) - toUnixTimestamp64Micro(min(timestamp))) / 1000000`,
  traceCount: sql`count()`,
  errorCount: sql`sum(steps.errors)`,
  totalTokens: sql`sum(steps.tokens)`,
  totalCost: sql`sum(steps.cost)`,
  userIds: sql`groupUniqArrayIf(100)(user_id, user_id != '')`,
  environment: sql`argMax(environment, timestamp)`,
};

/** Columns that are computed of steps, which only a question about them makes worth reading. */
export const STEP_COLUMNS: ReadonlySet<string> = new Set<SessionColumn>([
  'duration',
  'errorCount',
  'totalTokens',
  'totalCost',
]);
