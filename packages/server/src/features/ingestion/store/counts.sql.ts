import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import { readTallyName } from '../tally.ts';
import type { Tally } from '../tally.ts';

/**
 * Adds to the counts of a minute, in one statement and always in the order of names, so that two transactions that add
 * to the same rows wait for each other and never both at once.
 */
export async function addCounts(db: Db, add: { projectId: string; atMs: number; tally: Tally }) {
  const names = Object.keys(add.tally).sort();
  if (names.length === 0) return;
  const minute = new Date(Math.floor(add.atMs / 60_000) * 60_000);
  await db
    .insertInto('ingestion_counts')
    .values(
      names.map((name) => ({
        project_id: add.projectId,
        minute,
        ...readTallyName(name),
        count: add.tally[name] ?? 0,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'minute', 'outcome', 'reason'])
        .doUpdateSet({ count: sql`ingestion_counts.count + excluded.count` }),
    )
    .execute();
}

/** Minutes are for looking at the last days; what is older is folded into hours, in one statement. */
export async function foldOldMinutes(db: Db, olderThanMs: number) {
  await sql`
    WITH old AS (
      DELETE FROM ingestion_counts
      WHERE minute < now() - ${olderThanMs} * interval '1 millisecond' AND minute <> date_trunc('hour', minute, 'UTC')
      RETURNING *)
    INSERT INTO ingestion_counts AS counts (project_id, minute, outcome, reason, count)
    SELECT project_id, date_trunc('hour', minute, 'UTC') AS hour, outcome, reason, sum(count)
    FROM old GROUP BY project_id, hour, outcome, reason
    ON CONFLICT (project_id, minute, outcome, reason) DO UPDATE SET count = counts.count + excluded.count`.execute(db);
}
