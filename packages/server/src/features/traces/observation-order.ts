import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import type { Order } from '@tidemark/contract/order';
import { AppError } from '#domain/errors';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { FIRST_TOKEN, LATENCY } from './store/observation-columns.ts';
import type { ObservationOrder } from './store/observation-keys.sql.ts';

type SortableColumn = {
  [K in keyof typeof OBSERVATION_COLUMNS]: (typeof OBSERVATION_COLUMNS)[K] extends { sortable: true } ? K : never;
}[keyof typeof OBSERVATION_COLUMNS];

/** What is not known comes after all that is, in descending order. */
const KEYS: Record<SortableColumn, Sql | null> = {
  startTime: null,
  name: sql`name`,
  latency: sql`ifNull(${LATENCY}, -1)`,
  timeToFirstToken: sql`ifNull(${FIRST_TOKEN}, -1)`,
  inputTokens: sql`input_tokens`,
  outputTokens: sql`output_tokens`,
  totalTokens: sql`total_tokens`,
  totalCost: sql`toFloat64(total_cost)`,
};

/** Newest first unless said. */
export function observationOrder(order: Order | null | undefined): ObservationOrder {
  if (!order) return { key: null, direction: 'desc' };
  if (!Object.hasOwn(KEYS, order.column)) {
    const known = Object.keys(KEYS).join(', ');
    throw new AppError('invalid', `Observations cannot be sorted by "${order.column}". Columns: ${known}`);
  }
  return { key: KEYS[order.column as SortableColumn], direction: order.direction };
}
