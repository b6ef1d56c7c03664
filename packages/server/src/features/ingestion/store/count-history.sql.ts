import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import type { Outcome } from '../tally.ts';

export interface RecentCount {
  outcome: Outcome;
  reason: string;
  lastHour: number;
  lastDay: number;
}

/** What came within the last hour and day. Minutes are named by when an event came, not by when it was stored. */
export async function readRecentCounts(db: Db, projectId: string): Promise<RecentCount[]> {
  const { rows } = await sql<RecentCount>`
    SELECT outcome, reason, sum(count)::int8 AS "lastDay",
      coalesce(sum(count) FILTER (WHERE minute > now() - interval '1 hour'), 0)::int8 AS "lastHour"
    FROM ingestion_counts WHERE project_id = ${projectId} AND minute > now() - interval '1 day'
    GROUP BY outcome, reason HAVING sum(count) <> 0 ORDER BY sum(count) DESC`.execute(db);
  return rows;
}

export interface BucketCount {
  startMs: number;
  outcome: Outcome;
  count: number;
}

/** Buckets without a count are left out; the primary key gives the range. */
export async function readBuckets(
  db: Db,
  range: { projectId: string; fromMs: number; toMs: number; bucketMs: number },
): Promise<BucketCount[]> {
  const { rows } = await sql<BucketCount>`
    SELECT (floor(extract(epoch FROM minute) * 1000 / ${range.bucketMs}::float8) * ${range.bucketMs}::float8)::int8 AS "startMs",
      outcome, sum(count)::int8 AS count
    FROM ingestion_counts
    WHERE project_id = ${range.projectId} AND minute >= ${new Date(range.fromMs)} AND minute < ${new Date(range.toMs)}
    GROUP BY 1, 2 ORDER BY 1`.execute(db);
  return rows;
}
