import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import { projectOf } from './projects.sql.ts';
import type { ProjectRow, ProjectStatus } from './projects.sql.ts';

const ALIVE: readonly ProjectStatus[] = ['ACTIVE', 'DISABLED'];

export interface AdminPage {
  only: 'alive' | 'deleted' | 'all';
  skip: number;
  limit: number;
}

/** Of all organizations: those that are being deleted with the newest deletion first, others by name. */
export async function selectProjectsOfInstance(
  db: Db,
  page: AdminPage,
): Promise<{ projects: ProjectRow[]; total: number }> {
  const chosen = db
    .selectFrom('projects')
    .$if(page.only === 'alive', (query) => query.where('status', 'in', ALIVE))
    .$if(page.only === 'deleted', (query) => query.where('status', 'not in', ALIVE));
  const rows = await chosen
    .selectAll()
    .orderBy('deleted_at', (order) => order.desc().nullsLast())
    .orderBy('name')
    .orderBy('id')
    .offset(page.skip)
    .limit(page.limit)
    .execute();
  const { total } = await chosen.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { projects: rows.map(projectOf), total };
}

/** Null lifts the hold. */
export async function updateLegalHold(db: Db, hold: { projectId: string; reason: string | null }): Promise<void> {
  await db.updateTable('projects').set({ legal_hold: hold.reason }).where('id', '=', hold.projectId).execute();
}

/** Its grace ends now, by the database's clock, and by the will of operators: no longer by the person who asked first. */
export async function endGrace(db: Db, projectId: string): Promise<boolean> {
  const row = await db
    .updateTable('projects')
    .set({ purge_after: sql<Date>`now()`, deleted_by: null })
    .where('id', '=', projectId)
    .where('status', '=', 'PENDING_DELETION')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface StateCount {
  state: string;
  count: number;
  oldest: Date | null;
  nextPurge: Date | null;
}

export async function countProjectStates(db: Db): Promise<StateCount[]> {
  const { rows } = await sql<StateCount>`
    SELECT status AS state, count(*)::int8 AS count, min(deleted_at) AS oldest,
      min(purge_after) FILTER (WHERE status = 'PENDING_DELETION') AS "nextPurge"
    FROM projects WHERE status NOT IN ('ACTIVE', 'DISABLED') GROUP BY status ORDER BY status`.execute(db);
  return rows;
}
