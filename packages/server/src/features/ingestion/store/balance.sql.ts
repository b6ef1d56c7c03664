import type { IngestionBalance } from '@tidemark/contract/rest/ingestion-status';
import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** One statement, because counts and segments change together: only one snapshot of both adds up. */
export async function readBalance(db: Db, projectId: string): Promise<IngestionBalance> {
  const { rows } = await sql<{ outcome: string; count: number }>`
    SELECT outcome, sum(count)::int8 AS count FROM ingestion_counts WHERE project_id = ${projectId} GROUP BY outcome
    UNION ALL
    SELECT 'queued', coalesce(sum(events), 0)::int8 FROM ingestion_segments
    WHERE project_id = ${projectId} AND committed_at IS NULL`.execute(db);
  const of = (outcome: string) => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    received: of('received'),
    stored: of('stored'),
    queued: of('queued'),
    deadLettered: of('dead-lettered'),
    refused: of('refused'),
  };
}
