import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';

/** Resolves when no row is visible any more. */
export async function eraseScores(ch: ClickHouse, projectId: string): Promise<void> {
  await ch.command({
    sql: sql`DELETE FROM scores WHERE project_id = ${param.string(projectId)} SETTINGS lightweight_deletes_sync = 2`,
    class: 'purge',
    who: 'scores.erase',
    projectId,
  });
}
