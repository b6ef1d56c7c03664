import { AppError } from '#domain/errors';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import type { TraceOrder } from './store/trace-list.sql.ts';

const FIELDS: Readonly<Record<string, Sql | null>> = {
  timestamp: null,
  id: sql`id`,
  name: sql`name`,
  userId: sql`user_id`,
  release: sql`release`,
  version: sql`version`,
  sessionId: sql`session_id`,
  public: sql`toUInt8(is_public)`,
  bookmarked: sql`toUInt8(bookmarked)`,
};

/** `field.asc` or `field.desc`; newest first unless said. */
export function publicTraceOrder(orderBy: string | undefined): TraceOrder {
  if (orderBy === undefined) return { by: 'timestamp', direction: 'desc' };
  const [field = '', direction = '', ...rest] = orderBy.split('.');
  const isDirection = direction.toLowerCase() === 'asc' || direction.toLowerCase() === 'desc';
  if (!Object.hasOwn(FIELDS, field) || !isDirection || rest.length > 0) {
    const known = Object.keys(FIELDS).join(', ');
    throw new AppError('invalid', `"${orderBy}" is no order. Write field.asc or field.desc with one of: ${known}`);
  }
  const column = FIELDS[field] ?? null;
  const way = direction.toLowerCase() === 'asc' ? 'asc' : 'desc';
  return column === null ? { by: 'timestamp', direction: way } : { by: 'text', column, direction: way };
}
