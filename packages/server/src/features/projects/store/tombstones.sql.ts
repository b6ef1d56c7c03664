import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';

export type Tombstone = Selectable<Tables['project_tombstones']>;

export async function insertTombstone(
  db: Db,
  tombstone: { projectId: string; organizationId: string; certificateId: string; checkAfterMs: number },
): Promise<void> {
  await db
    .insertInto('project_tombstones')
    .values({
      project_id: tombstone.projectId,
      organization_id: tombstone.organizationId,
      certificate_id: tombstone.certificateId,
      check_after: sql`now() + ${tombstone.checkAfterMs} * interval '1 millisecond'`,
    })
    .execute();
}

/** What is known of a project that was purged; null for any other id. */
export async function selectTombstone(db: Db, projectId: string): Promise<Tombstone | null> {
  const row = await db
    .selectFrom('project_tombstones')
    .selectAll()
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row ?? null;
}

export async function selectTombstonesToCheck(db: Db, limit: number): Promise<Tombstone[]> {
  return db
    .selectFrom('project_tombstones')
    .selectAll()
    .where('check_after', '<=', sql<Date>`now()`)
    .orderBy('check_after')
    .limit(limit)
    .execute();
}

export async function saveCheck(
  db: Db,
  check: { projectId: string; late: Record<string, number>; nextAfterMs: number },
): Promise<void> {
  await db
    .updateTable('project_tombstones')
    .set((is) => ({
      checked_at: sql<Date>`now()`,
      checks: is('checks', '+', 1),
      late: JSON.stringify(check.late),
      check_after: sql`now() + ${check.nextAfterMs} * interval '1 millisecond'`,
    }))
    .where('project_id', '=', check.projectId)
    .execute();
}
