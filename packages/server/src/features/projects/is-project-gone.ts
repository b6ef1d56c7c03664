import type { Db } from '#platform/postgres/db';
import { selectTombstone } from './store/tombstones.sql.ts';
import { selectProject } from './store/projects.sql.ts';
import type { ProjectStatus } from './store/projects.sql.ts';

/** From here on there is no way back, so nothing is worked on for it any more. */
const GOING: ReadonlySet<ProjectStatus> = new Set(['PURGING', 'VERIFYING', 'PURGE_BLOCKED', 'PURGED']);

/** Whether the project is being removed for good or was. One that nobody knows is not gone: somebody may still restore it. */
export async function isProjectGone(db: Db, id: string): Promise<boolean> {
  const project = await selectProject(db, id);
  return project ? GOING.has(project.status) : (await selectTombstone(db, id)) !== null;
}
