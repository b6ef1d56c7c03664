import type { Db } from '#platform/postgres/db';
import { selectProject, selectProjectsInDeletion, selectReadableProjects } from './store/projects.sql.ts';
import type { ProjectRow } from './store/projects.sql.ts';

/** In any state, for those who see to its deletion; null when there is no row of it any more. */
export function findAnyProject(db: Db, projectId: string): Promise<ProjectRow | null> {
  return selectProject(db, projectId);
}

/** Those of an organization that are not being deleted, whoever may see them. */
export function listReadableProjects(db: Db, organizationId: string): Promise<ProjectRow[]> {
  return selectReadableProjects(db, [organizationId]);
}

/** Those of an organization that are being deleted, the first to go first. */
export function listProjectsInDeletion(db: Db, organizationId: string): Promise<ProjectRow[]> {
  return selectProjectsInDeletion(db, organizationId);
}
