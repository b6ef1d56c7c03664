import type { ListScope } from '@tidemark/contract/columns/list-input';
import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import { filterToSql } from '#kernel/filter-to-sql';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { allOf, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { observationColumns } from './store/observation-columns.ts';
import { observationSearchSql } from './store/search.sql.ts';

/** What a list of observations, its count and its filter values were asked for, beside the time. */
export function observationWhere(
  scope: ProjectScope,
  asked: Pick<ListScope, 'environments' | 'filter' | 'search'>,
): Sql {
  const text = asked.search?.trim();
  return allOf([
    ...(asked.environments.length > 0 ? [sql`environment IN ${param.strings(asked.environments)}`] : []),
    ...(asked.filter ? [filterToSql(asked.filter, OBSERVATION_COLUMNS, observationColumns(scope))] : []),
    ...(text ? [observationSearchSql(text)] : []),
  ]);
}
