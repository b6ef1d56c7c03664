import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface OrganizationInDeletion {
  id: string;
  name: string;
  deletionId: string;
  deletedBy: string | null;
  reason: string;
  deletedAt: Date;
  /** Null is never. */
  purgeAfter: Date | null;
}

const COLUMNS = [
  'organization.id',
  'organization.name',
  'organization.deletion_id as deletionId',
  'organization.deleted_by as deletedBy',
  'organization.deletion_reason as reason',
  'organization.deleted_at as deletedAt',
  'organization.purge_after as purgeAfter',
] as const;

export interface OrganizationMark {
  id: string;
  deletionId: string;
  userId: string | null;
  reason: string;
  /** Null is never purged. */
  graceDays: number | null;
}

/** Null when somebody was quicker. The database says what time it is. */
export async function updateMarked(db: Db, mark: OrganizationMark): Promise<{ purgeAfter: Date | null } | null> {
  const { graceDays } = mark;
  const row = await db
    .updateTable('organizations')
    .set({
      deletion_id: mark.deletionId,
      deleted_at: sql<Date>`now()`,
      deleted_by: mark.userId,
      deletion_reason: mark.reason,
      purge_after: graceDays === null ? null : sql<Date>`now() + make_interval(days => ${sql.lit(graceDays)})`,
    })
    .where('id', '=', mark.id)
    .where('deleted_at', 'is', null)
    .returning('purge_after as purgeAfter')
    .executeTakeFirst();
  return row ?? null;
}

/** False when there is nothing to take back. */
export async function updateUnmarked(db: Db, id: string): Promise<boolean> {
  const row = await db
    .updateTable('organizations')
    .set({ deletion_id: null, deleted_at: null, deleted_by: null, deletion_reason: null, purge_after: null })
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function selectInDeletionOwnedBy(db: Db, userId: string): Promise<OrganizationInDeletion[]> {
  const rows = await db
    .selectFrom('organizations as organization')
    .innerJoin('organization_members as member', 'member.organization_id', 'organization.id')
    .select(COLUMNS)
    .where('member.user_id', '=', userId)
    .where('member.role', '=', 'OWNER')
    .where('organization.deleted_at', 'is not', null)
    .orderBy('organization.purge_after')
    .execute();
  return rows as OrganizationInDeletion[];
}

/** One whose grace is over, held until the end of the transaction; the first to go first. */
export async function lockDue(
  db: Db,
  { except }: { except: readonly string[] },
): Promise<{ id: string; deletionId: string | null } | null> {
  const row = await db
    .selectFrom('organizations')
    .select(['id', 'deletion_id as deletionId'])
    .where('deleted_at', 'is not', null)
    .$if(except.length > 0, (query) => query.where('id', 'not in', except))
    .where('purge_after', '<=', sql<Date>`now()`)
    .orderBy('purge_after')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ?? null;
}

/** Members and invitations go with the row, by foreign keys. */
export async function deleteOrganizationRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom('organizations').where('id', '=', id).execute();
}
