import { sql } from 'kysely';
import { failpoint } from '#platform/failpoint/failpoint';
import type { Db } from '#platform/postgres/db';

export interface DeadLetter {
  id: string;
  segment: string;
  entity: string;
  entityId: string;
  reason: string;
  /** Events of a client that it holds back. */
  events: number;
  payload: string;
}

/**
 * Makes the given letters the ones of their segment. A letter that was there stays, with one more attempt; one that is
 * no longer among them was stored this time. NUL cannot be stored in text.
 */
export async function replaceDeadLetters(
  db: Db,
  of: { projectId: string; segment: string },
  letters: readonly DeadLetter[],
): Promise<void> {
  const ids = letters.map(({ id }) => id);
  await db
    .deleteFrom('ingestion_dead_letters')
    .where('segment', '=', of.segment)
    .where(sql<boolean>`id <> ALL(${ids}::text[])`)
    .execute();
  for (let at = 0; at < letters.length; at += 200) {
    await upsert(db, of.projectId, letters.slice(at, at + 200));
    await failpoint('K13');
  }
}

async function upsert(db: Db, projectId: string, letters: readonly DeadLetter[]) {
  await db
    .insertInto('ingestion_dead_letters')
    .values(
      letters.map((letter) => ({
        id: letter.id,
        project_id: projectId,
        segment: letter.segment,
        entity: letter.entity,
        entity_id: letter.entityId.replaceAll('\0', '\uFFFD'),
        reason: letter.reason.slice(0, 2000).replaceAll('\0', '\uFFFD'),
        events: letter.events,
        payload: letter.payload.replaceAll('\0', '\uFFFD'),
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        reason: sql`excluded.reason`,
        events: sql`excluded.events`,
        payload: sql`excluded.payload`,
        attempts: sql`ingestion_dead_letters.attempts + 1`,
        retried_at: null,
      }),
    )
    .execute();
}
