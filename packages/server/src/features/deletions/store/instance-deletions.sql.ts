import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import type { DeletionState } from './deletions.sql.ts';

export interface InstanceDeletion {
  id: string;
  organizationId: string;
  projectId: string;
  entityType: string;
  entityName: string;
  state: DeletionState;
  reason: string;
  requestedByName: string;
  requestedAt: Date;
  purgeAfter: Date | null;
}

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'project_id as projectId',
  'entity_type as entityType',
  'entity_name as entityName',
  'state',
  'reason',
  'requested_by_name as requestedByName',
  'requested_at as requestedAt',
  'purge_after as purgeAfter',
] as const;

const IN_TRASH: readonly DeletionState[] = ['HIDING', 'HIDDEN', 'RESTORING', 'FAILED'];

/** The trash of all projects, newest first. */
export async function selectTrashOfInstance(
  db: Db,
  page: { entityType: string | null; skip: number; limit: number },
): Promise<{ deletions: InstanceDeletion[]; total: number }> {
  const chosen = db
    .selectFrom('deletions')
    .where('state', 'in', IN_TRASH)
    .$if(page.entityType !== null, (query) => query.where('entity_type', '=', page.entityType ?? ''));
  const rows = await chosen
    .select(COLUMNS)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .offset(page.skip)
    .limit(page.limit)
    .execute();
  const { total } = await chosen.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { deletions: rows as InstanceDeletion[], total };
}

/** The type has to be right as well, so that an id of something else finds nothing. */
export async function selectInstanceDeletion(
  db: Db,
  of: { entityType: string; id: string },
): Promise<InstanceDeletion | null> {
  const row = await db
    .selectFrom('deletions')
    .select(COLUMNS)
    .where('entity_type', '=', of.entityType)
    .where('id', '=', of.id)
    .executeTakeFirst();
  return (row as InstanceDeletion | undefined) ?? null;
}

export interface OldDeletions {
  daysOld: number;
  entityType: string | null;
  organizationId: string | null;
  limit: number;
}

/** Operations in the trash that are older than so many days, by the database's clock. */
export async function selectOldDeletions(db: Db, of: OldDeletions): Promise<string[]> {
  const rows = await db
    .selectFrom('deletions')
    .select('id')
    .where('state', '=', 'HIDDEN')
    .where('requested_at', '<', sql<Date>`now() - ${of.daysOld} * interval '1 day'`)
    .$if(of.entityType !== null, (query) => query.where('entity_type', '=', of.entityType ?? ''))
    .$if(of.organizationId !== null, (query) => query.where('organization_id', '=', of.organizationId ?? ''))
    .orderBy('id')
    .limit(of.limit)
    .execute();
  return rows.map(({ id }) => id);
}

export interface DeletionCount {
  entityType: string;
  state: string;
  count: number;
  oldest: Date | null;
  nextPurge: Date | null;
}

export async function countDeletions(db: Db): Promise<DeletionCount[]> {
  const { rows } = await sql<DeletionCount>`
    SELECT entity_type AS "entityType", state, count(*)::int8 AS count, min(requested_at) AS oldest,
      min(purge_after) FILTER (WHERE state = 'HIDDEN') AS "nextPurge"
    FROM deletions GROUP BY entity_type, state ORDER BY entity_type, state`.execute(db);
  return rows;
}
