import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';

/** Times, microseconds since 1970, that rows of these traces carry as those of their storing, by every version that is left. */
export async function receivedTimes(
  ch: ClickHouse,
  { projectId, traceIds }: { projectId: string; traceIds: readonly string[] },
): Promise<number[]> {
  const project = sql`project_id = ${param.string(projectId)}`;
  const ids = param.strings(traceIds);
  const rows = await ch.query({
    sql: sql`SELECT DISTINCT toUnixTimestamp64Micro(ingested_at) AS at FROM (
      SELECT ingested_at FROM observations WHERE ${project} AND trace_id IN ${ids}
      UNION ALL SELECT ingested_at FROM traces WHERE ${project} AND id IN ${ids}
      UNION ALL SELECT ingested_at FROM telemetry_changes WHERE ${project} AND (entity_id IN ${ids} OR (
        entity = 'observation' AND entity_id IN (SELECT id FROM observations WHERE ${project} AND trace_id IN ${ids}))))`,
    schema: z.object({ at: z.coerce.number() }),
    class: 'purge',
    who: 'traces.received',
    projectId,
  });
  return rows.map(({ at }) => at);
}
