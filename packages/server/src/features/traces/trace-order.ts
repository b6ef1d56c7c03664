import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import type { Order } from '@tidemark/contract/order';
import { AppError } from '#domain/errors';
import { sql } from '#platform/clickhouse/sql';
import type { TraceOrder } from './store/trace-list.sql.ts';

type SortableColumn = {
  [K in keyof typeof TRACE_COLUMNS]: (typeof TRACE_COLUMNS)[K] extends { sortable: true } ? K : never;
}[keyof typeof TRACE_COLUMNS];

type OrderBy = TraceOrder extends infer Each ? (Each extends TraceOrder ? Omit<Each, 'direction'> : never) : never;

/** How each column that the contract calls sortable is sorted. */
const ORDERS: Record<SortableColumn, OrderBy> = {
  timestamp: { by: 'timestamp' },
  name: { by: 'text', column: sql`name` },
  latency: { by: 'aggregate', aggregate: 'latency' },
  totalTokens: { by: 'aggregate', aggregate: 'totalTokens' },
  totalCost: { by: 'aggregate', aggregate: 'totalCost' },
  observationCount: { by: 'aggregate', aggregate: 'observationCount' },
  errorCount: { by: 'aggregate', aggregate: 'errorCount' },
};

/** Newest first unless said. */
export function traceOrder(order: Order | null | undefined): TraceOrder {
  if (!order) return { by: 'timestamp', direction: 'desc' };
  if (!Object.hasOwn(ORDERS, order.column)) {
    throw new AppError(
      'invalid',
      `Traces cannot be sorted by "${order.column}". Columns: ${Object.keys(ORDERS).join(', ')}`,
    );
  }
  return { ...ORDERS[order.column as SortableColumn], direction: order.direction } as TraceOrder;
}
