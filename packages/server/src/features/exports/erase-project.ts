import type { EraseProject } from '#kernel/feature';
import { deleteProjectRuns } from './store/export-runs.sql.ts';

/** Files go by their prefix, never by the list of what should be there. */
export const eraseProject: EraseProject = async ({ blob }, { projectId, db }) => {
  await blob.deletePrefix(`projects/${projectId}/exports/`);
  await deleteProjectRuns(db, projectId);
};
