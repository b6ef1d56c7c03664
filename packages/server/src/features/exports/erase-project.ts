import type { EraseProject } from '#kernel/feature';
import { deleteProjectRuns } from './store/export-runs.sql.ts';

/** Files are below the folder of the project and go with it. */
export const eraseProject: EraseProject = (_, { projectId, db }) => deleteProjectRuns(db, projectId);
