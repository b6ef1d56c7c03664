import type { Db } from '#platform/postgres/db';

export interface DeadLetter {
  id: string;
  projectId: string;
  segment: string;
  entity: string;
  entityId: string;
  reason: string;
  payload: string;
}

/** The same letter told twice, by a segment that is processed again, stays one. NUL cannot be stored in text. */
export async function insertDeadLetters(db: Db, letters: readonly DeadLetter[]) {
  if (letters.length === 0) return;
  await db
    .insertInto('ingestion_dead_letters')
    .values(
      letters.map((letter) => ({
        id: letter.id,
        project_id: letter.projectId,
        segment: letter.segment,
        entity: letter.entity,
        entity_id: letter.entityId.replaceAll('\0', '\uFFFD'),
        reason: letter.reason.slice(0, 2000).replaceAll('\0', '\uFFFD'),
        payload: letter.payload.replaceAll('\0', '\uFFFD'),
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
