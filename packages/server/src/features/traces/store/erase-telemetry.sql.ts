import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';

const TABLES = [sql`telemetry_changes`, sql`observations`, sql`traces`];

/** Changes go first: what is folded from them could otherwise come back. Resolves when no row is visible any more. */
export async function eraseTelemetry(ch: ClickHouse, projectId: string): Promise<void> {
  for (const table of TABLES) {
    await ch.command({
      sql: sql`DELETE FROM ${table} WHERE project_id = ${param.string(projectId)} SETTINGS lightweight_deletes_sync = 2`,
      class: 'purge',
      who: 'traces.erase',
      projectId,
    });
  }
}
