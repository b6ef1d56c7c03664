import type { ListScope } from '@tidemark/contract/columns/list-input';
import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import { filterToSql } from '#kernel/filter-to-sql';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { allOf, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { traceSearchSql } from './store/search.sql.ts';
import { traceColumns } from './store/trace-columns.ts';

/** What a list of traces, its count and its filter values were asked for, beside the time. */
export function traceWhere(scope: ProjectScope, asked: Pick<ListScope, 'environments' | 'filter' | 'search'>): Sql {
  const text = asked.search?.trim();
  return allOf([
    ...(asked.environments.length > 0 ? [sql`environment IN ${param.strings(asked.environments)}`] : []),
    ...(asked.filter ? [filterToSql(asked.filter, TRACE_COLUMNS, traceColumns(scope))] : []),
    ...(text ? [traceSearchSql(scope, text)] : []),
  ]);
}
