import type { Condition, Filter } from '@tidemark/contract/filter';
import { columnsOf } from '@tidemark/contract/rest/legacy-filter';

/**
 * The simple query parameters and the parameter `filter` as one filter. Where both speak of a column, `filter` counts.
 */
export function combineFilters(simple: readonly Condition[], filter: Filter | undefined): Filter {
  const spoken = filter ? columnsOf(filter) : new Set<string>();
  const rest = simple.filter((condition) => !spoken.has(condition.column));
  return { and: [...rest, ...(filter ? [filter] : [])] };
}

/** `column = value`, or nothing when the parameter was not given. */
export function equals(column: string, value: string | boolean | undefined): Condition[] {
  return value === undefined ? [] : [{ column, op: '=', value }];
}

/** `column` among the values, or nothing when there are none. */
export function among(column: string, values: readonly string[]): Condition[] {
  return values.length === 0 ? [] : [{ column, op: 'any of', value: [...values] }];
}
