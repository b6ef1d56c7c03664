import type { ColumnKind, Condition } from '@tidemark/contract/filter';
import { compare } from '#kernel/compare-to-sql';
import type { ColumnSql } from '#kernel/filter-to-sql';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

const HOUR_US = 3_600_000_000;

/** Steps of a trace begin at most an hour before its own time and a week after. */
export const STEPS_AROUND = { beforeUs: HOUR_US, afterUs: 7 * 24 * HOUR_US };

/** Levels in order, as an index, for the worst of many. */
const SEVERITY = sql`indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level)`;

/** What is computed of all steps of a trace, over rows of `observations` grouped by trace. */
export const AGGREGATES = {
  latency: sql`(toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000`,
  totalTokens: sql`sum(total_tokens)`,
  inputTokens: sql`sum(input_tokens)`,
  outputTokens: sql`sum(output_tokens)`,
  totalCost: sql`sum(total_cost)`,
  inputCost: sql`sum(input_cost)`,
  outputCost: sql`sum(output_cost)`,
  observationCount: sql`count()`,
  errorCount: sql`countIf(level = 'ERROR')`,
  warningCount: sql`countIf(level = 'WARNING')`,
  defaultCount: sql`countIf(level = 'DEFAULT')`,
  debugCount: sql`countIf(level = 'DEBUG')`,
  level: sql`['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(${SEVERITY})]`,
} as const satisfies Record<string, Sql>;

export type Aggregate = keyof typeof AGGREGATES;

/** What a trace without steps has. */
const OF_NOTHING: Record<Aggregate, Sql> = {
  latency: sql`CAST(NULL, 'Nullable(Float64)')`,
  totalTokens: sql`0`,
  inputTokens: sql`0`,
  outputTokens: sql`0`,
  totalCost: sql`0`,
  inputCost: sql`0`,
  outputCost: sql`0`,
  observationCount: sql`0`,
  errorCount: sql`0`,
  warningCount: sql`0`,
  defaultCount: sql`0`,
  debugCount: sql`0`,
  level: sql`'DEFAULT'`,
};

/** A column of traces that is computed of their steps: the trace is among those whose steps fit, or has no steps and nothing fits. */
export function aggregateColumn(scope: ProjectScope, aggregate: Aggregate): ColumnSql {
  return (condition: Condition, kind: ColumnKind) => {
    const steps = sql`SELECT trace_id FROM observations FINAL
      WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} GROUP BY trace_id`;
    const fits = compare(AGGREGATES[aggregate], kind, condition);
    const nothingFits = compare(OF_NOTHING[aggregate], kind, condition);
    return sql`(if(${nothingFits}, id NOT IN (${steps} HAVING NOT ${fits}), id IN (${steps} HAVING ${fits})))`;
  };
}
