import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';

/** Seconds, since 1970, in which anything of these traces was received, by every version that is left of it. */
export async function receivedSeconds(
  ch: ClickHouse,
  { projectId, traceIds }: { projectId: string; traceIds: readonly string[] },
): Promise<number[]> {
  const project = sql`project_id = ${param.string(projectId)}`;
  const ids = param.strings(traceIds);
  const rows = await ch.query({
    sql: sql`SELECT DISTINCT intDiv(toUnixTimestamp64Micro(ingested_at), 1000000) AS second FROM (
      SELECT ingested_at FROM observations WHERE ${project} AND trace_id IN ${ids}
      UNION ALL SELECT ingested_at FROM traces WHERE ${project} AND id IN ${ids}
      UNION ALL SELECT ingested_at FROM telemetry_changes WHERE ${project} AND (entity_id IN ${ids} OR (
        entity = 'observation' AND entity_id IN (SELECT id FROM observations WHERE ${project} AND trace_id IN ${ids}))))`,
    schema: z.object({ second: z.number() }),
    class: 'purge',
    who: 'traces.received',
    projectId,
  });
  return rows.map(({ second }) => second);
}
