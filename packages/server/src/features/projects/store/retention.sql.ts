import type { Db } from '#platform/postgres/db';

export interface ProjectRetention {
  /** Null for ever. */
  days: number | null;
  /** How many of the newest steps are kept; null for all. */
  maxSteps: number | null;
  /** How much of the disk the project may take; null for any. */
  diskPercent: number | null;
  /** True while nothing of the project may be removed. */
  isHeld: boolean;
}

/** Null for a project that is not there, or is being deleted: its data then goes, or comes back, as a whole. */
export async function findRetention(db: Db, projectId: string): Promise<ProjectRetention | null> {
  const row = await db
    .selectFrom('projects')
    .select(['retention_days', 'retention_max_steps', 'retention_disk_percent', 'legal_hold'])
    .where('id', '=', projectId)
    .where('status', 'in', ['ACTIVE', 'DISABLED'])
    .executeTakeFirst();
  if (!row) return null;
  return {
    days: row.retention_days,
    maxSteps: row.retention_max_steps,
    diskPercent: row.retention_disk_percent,
    isHeld: row.legal_hold !== null,
  };
}

/** Projects of which nothing may be removed. */
export async function listHeldProjects(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('projects').select('id').where('legal_hold', 'is not', null).execute();
  return rows.map(({ id }) => id);
}

/** Projects that do not keep everything for ever. */
export async function listProjectsWithRetention(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('projects')
    .select('id')
    .where((is) =>
      is.or([
        is('retention_days', 'is not', null),
        is('retention_max_steps', 'is not', null),
        is('retention_disk_percent', 'is not', null),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

export async function saveRetention(
  db: Db,
  projectId: string,
  { days, maxSteps, diskPercent }: Omit<ProjectRetention, 'isHeld'>,
): Promise<void> {
  await db
    .updateTable('projects')
    .set({ retention_days: days, retention_max_steps: maxSteps, retention_disk_percent: diskPercent })
    .where('id', '=', projectId)
    .execute();
}
