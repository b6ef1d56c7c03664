import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import type { SegmentOutcome } from '../segment-outcome.ts';
import { differenceOf } from '../tally.ts';
import type { Tally } from '../tally.ts';
import { addCounts } from './counts.sql.ts';
import { replaceDeadLetters } from './dead-letters.sql.ts';

/**
 * Commits a segment after its rows are in the store, never before: the mark, its dead letters and its share of the
 * counts happen together or not at all. The segment's row remembers what it has added to the counts and is locked
 * meanwhile, so that processing it again, also at once elsewhere, adds only what became different. A replay that asked
 * for a later reading than the one that was done still waits for its own.
 */
export async function commitSegment(
  db: Db,
  { key, reading }: { key: string; reading: number },
  { tally, letters }: SegmentOutcome,
): Promise<void> {
  const commit = async (within: Db) => {
    const segment = await within
      .selectFrom('ingestion_segments')
      .select(['project_id', 'sealed_at', 'counted'])
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirst();
    if (!segment) return;
    const projectId = segment.project_id;
    await replaceDeadLetters(within, { projectId, segment: key }, letters);
    await within
      .updateTable('ingestion_segments')
      .set({
        committed_at: sql`coalesce(committed_at, now())`,
        last_error: null,
        begun: 0,
        counted: JSON.stringify(tally),
        reading_done: sql`greatest(reading_done, ${reading})`,
        replay_id: sql`CASE WHEN reading > ${reading} THEN replay_id END`,
      })
      .where('key', '=', key)
      .execute();
    const difference = differenceOf(tally, segment.counted as Tally);
    await addCounts(within, { projectId, atMs: segment.sealed_at.getTime(), tally: difference });
  };
  await (db.isTransaction ? commit(db) : db.transaction().execute(commit));
}
