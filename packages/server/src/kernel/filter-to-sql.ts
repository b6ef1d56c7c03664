import type { Columns } from '@tidemark/contract/columns/column';
import { OPERATORS } from '@tidemark/contract/filter';
import type { ColumnKind, Condition, Filter } from '@tidemark/contract/filter';
import { AppError } from '#domain/errors';
import { allOf, anyOf, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { compare } from './compare-to-sql.ts';

/**
 * How a column is found in the store: an expression of the column's kind (text that is not set is '', a number that
 * is not known is NULL), or a function that answers the whole condition where it takes more than an expression.
 */
export type ColumnSql = Sql | ((condition: Condition, kind: ColumnKind) => Sql);

/**
 * The filter as one SQL condition. `columns` are the contract's declaration of the list, `map` their SQL: a filter on
 * a column that is not declared filterable, with an operator its kind does not have, or with a value of another type
 * is refused with `invalid` and the column's name.
 */
export function filterToSql<C extends Columns>(
  filter: Filter,
  columns: C,
  map: Readonly<Record<keyof C, ColumnSql>>,
): Sql {
  const convert = (part: Filter): Sql => {
    if ('and' in part) return allOf(part.and.map(convert));
    if ('or' in part) return anyOf(part.or.map(convert));
    if ('not' in part) return sql`NOT ${convert(part.not)}`;
    return conditionToSql(part, columns, map);
  };
  return convert(filter);
}

function conditionToSql<C extends Columns>(
  condition: Condition,
  columns: C,
  map: Readonly<Record<keyof C, ColumnSql>>,
): Sql {
  const column = Object.hasOwn(columns, condition.column) ? columns[condition.column] : undefined;
  if (!column?.filterable) {
    const known = Object.keys(columns).filter((name) => columns[name]?.filterable);
    throw new AppError(
      'invalid',
      `There is no column "${condition.column}" to filter by. Columns: ${known.join(', ')}`,
    );
  }
  const operators: readonly string[] = OPERATORS[column.kind];
  if (!operators.includes(condition.op)) {
    throw new AppError(
      'invalid',
      `"${condition.column}" cannot be filtered with "${condition.op}". Operators: ${operators.join(', ')}`,
    );
  }
  const place = map[condition.column as keyof C];
  return typeof place === 'function' ? place(condition, column.kind) : compare(place, column.kind, condition);
}
