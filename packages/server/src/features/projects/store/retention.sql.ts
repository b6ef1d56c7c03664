import type { Db } from '#platform/postgres/db';

export interface ProjectRetention {
  /** Null for ever. */
  days: number | null;
  /** True while nothing of the project may be removed. */
  isHeld: boolean;
}

/** Null for a project that is not there, or is being deleted: its data then goes, or comes back, as a whole. */
export async function findRetention(db: Db, projectId: string): Promise<ProjectRetention | null> {
  const row = await db
    .selectFrom('projects')
    .select(['retention_days', 'legal_hold'])
    .where('id', '=', projectId)
    .where('status', 'in', ['ACTIVE', 'DISABLED'])
    .executeTakeFirst();
  return row ? { days: row.retention_days, isHeld: row.legal_hold !== null } : null;
}

/** Projects of which nothing may be removed. */
export async function listHeldProjects(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('projects').select('id').where('legal_hold', 'is not', null).execute();
  return rows.map(({ id }) => id);
}

/** Projects that keep their data for a number of days. */
export async function listProjectsWithRetention(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('projects').select('id').where('retention_days', 'is not', null).execute();
  return rows.map(({ id }) => id);
}

export async function setRetentionDays(db: Db, projectId: string, days: number | null): Promise<void> {
  await db.updateTable('projects').set({ retention_days: days }).where('id', '=', projectId).execute();
}
