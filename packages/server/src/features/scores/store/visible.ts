import { notHidden } from '#features/deletions';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

/**
 * Scores of a hidden trace are hidden with it, also those that come later. A score may be moved to another trace, so this
 * is asked of its newest version alone and cannot be a mask: an older version would come back.
 */
export function ofVisibleTrace(projectId: string): Sql {
  return notHidden(projectId, 'trace', sql`trace_id`);
}
