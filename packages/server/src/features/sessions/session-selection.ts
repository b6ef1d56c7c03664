import type { ListScope } from '@tidemark/contract/columns/list-input';
import { SESSION_COLUMNS } from '@tidemark/contract/columns/sessions';
import type { SessionColumn } from '@tidemark/contract/columns/sessions';
import type { Order } from '@tidemark/contract/order';
import { columnsOf } from '@tidemark/contract/rest/legacy-filter';
import { AppError } from '#domain/errors';
import { filterToSql } from '#kernel/filter-to-sql';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { allOf, param, sql } from '#platform/clickhouse/sql';
import type { FindSessions, SessionSelection } from './store/find-sessions.sql.ts';
import { SESSION_SQL, STEP_COLUMNS } from './store/session-columns.ts';

type Asked = Pick<ListScope, 'environments' | 'filter' | 'search'>;

/** What a list of sessions was asked for: environments test each trace, the filter tests whole sessions. */
export function sessionSelection(
  scope: ProjectScope,
  asked: Asked,
  order: FindSessions['order'] & { column: string },
): SessionSelection {
  const text = asked.search?.trim();
  const columns = asked.filter ? columnsOf(asked.filter) : new Set<string>();
  return {
    scope,
    where: asked.environments.length > 0 ? sql`environment IN ${param.strings(asked.environments)}` : sql`1`,
    having: allOf([
      ...(asked.filter ? [filterToSql(asked.filter, SESSION_COLUMNS, SESSION_SQL)] : []),
      ...(text
        ? [
            sql`(positionCaseInsensitiveUTF8(session_id, ${param.string(text)}) > 0 OR has(${SESSION_SQL.userIds}, ${param.string(text)}))`,
          ]
        : []),
    ]),
    readsSteps: STEP_COLUMNS.has(order.column) || [...columns].some((column) => STEP_COLUMNS.has(column)),
  };
}

type SortableColumn = {
  [K in SessionColumn]: (typeof SESSION_COLUMNS)[K] extends { sortable: true } ? K : never;
}[SessionColumn];

const KEYS: Record<SortableColumn, FindSessions['order']['key']> = {
  lastTime: sql`toUnixTimestamp64Micro(max(timestamp))`,
  createdAt: sql`toUnixTimestamp64Micro(min(timestamp))`,
  duration: SESSION_SQL.duration,
  traceCount: SESSION_SQL.traceCount,
  errorCount: SESSION_SQL.errorCount,
  totalTokens: SESSION_SQL.totalTokens,
  totalCost: SESSION_SQL.totalCost,
};

/** Latest activity first unless said. */
export function sessionOrder(order: Order | null | undefined): FindSessions['order'] & { column: string } {
  const column = order?.column ?? 'lastTime';
  if (!Object.hasOwn(KEYS, column)) {
    throw new AppError('invalid', `Sessions cannot be sorted by "${column}". Columns: ${Object.keys(KEYS).join(', ')}`);
  }
  return { column, key: KEYS[column as SortableColumn], direction: order?.direction ?? 'desc' };
}
