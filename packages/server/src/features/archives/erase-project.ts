import type { EraseProject } from '#kernel/feature';
import { deleteProjectImports } from './store/archive-imports.sql.ts';

/** Files go by their prefix, never by the list of what should be there. */
export const eraseProject: EraseProject = async ({ blob }, { projectId, db }) => {
  await blob.deletePrefix(`projects/${projectId}/imports/`);
  await deleteProjectImports(db, projectId);
};
