import { sql } from 'kysely';
import type { TelemetryIds } from '#kernel/feature';
import type { Db } from '#platform/postgres/db';

/** Letters that are about one of the ids, or whose payload names one as its trace. */
function about({ projectId, traceIds, scoreIds }: TelemetryIds) {
  const ids = [...traceIds, ...scoreIds];
  const named = (path: string) =>
    sql`CASE WHEN payload IS JSON THEN jsonb_path_query_array(payload::jsonb, ${path}::jsonpath) ?| ${ids}::text[] ELSE false END`;
  return sql`project_id = ${projectId} AND (
    entity_id = ANY (${ids}::text[]) OR ${named('$.**.traceId')} OR ${named('$.**.entityId')})`;
}

export async function deleteLettersAbout(db: Db, telemetry: TelemetryIds): Promise<void> {
  await sql`DELETE FROM ingestion_dead_letters WHERE ${about(telemetry)}`.execute(db);
}

export async function countLettersAbout(db: Db, telemetry: TelemetryIds): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int8 AS count FROM ingestion_dead_letters WHERE ${about(telemetry)}`.execute(db);
  return rows[0]?.count ?? 0;
}
