import type { Condition } from '@tidemark/contract/filter';
import { compare } from '#kernel/compare-to-sql';
import type { ColumnSql } from '#kernel/filter-to-sql';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

const DAY_US = 86_400_000_000;

/** A trace begins before its observations, by at most this, and its own row says the same or somewhat later. */
const TRACE_AROUND = { beforeUs: 7 * DAY_US, afterUs: DAY_US };

const NEGATIONS: Partial<Record<Condition['op'], Condition['op']>> = {
  '!=': '=',
  'does not contain': 'contains',
  'none of': 'any of',
  'is null': 'is not null',
};

/**
 * A trace attribute as a column of observations: the observation's own value fits, or it has none and its trace's
 * does. Observations carry what was known when they were written; the trace's row knows what came later.
 */
export function carriedColumn(scope: ProjectScope, own: Sql, ofTrace: Sql): ColumnSql {
  const around = inScope(widen(scope, TRACE_AROUND), sql`timestamp`);
  return (condition, kind) => {
    const positive = NEGATIONS[condition.op];
    const asked = positive ? { ...condition, op: positive } : condition;
    const fits = sql`(${compare(own, kind, asked)} OR (empty(${own}) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE ${around} AND ${compare(ofTrace, kind, asked)})))`;
    return positive ? sql`NOT ${fits}` : fits;
  };
}
