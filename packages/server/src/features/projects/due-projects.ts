import type { Db } from '#platform/postgres/db';
import { selectDueProjects, selectDueProjectForUpdate } from './store/due-projects.sql.ts';
import type { ProjectRow } from './store/projects.sql.ts';

/** Ids of projects whose grace is over by the database's clock, oldest first; none that is held or never goes. */
export function listDueProjects(db: Db, page: { limit: number; except: readonly string[] }): Promise<string[]> {
  return selectDueProjects(db, page);
}

/** The project, locked until the transaction ends, if it is still due; null when it is not, or somebody else has it. */
export function lockDueProject(db: Db, id: string): Promise<ProjectRow | null> {
  return selectDueProjectForUpdate(db, id);
}
