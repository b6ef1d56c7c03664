import type { EraseProject } from '#kernel/feature';
import { deleteProjectRoles } from './store/project-members.sql.ts';
import { deleteProjectRow } from './store/projects.sql.ts';

/** Last of all erasers, since what other features keep refers to the project's row. */
export const eraseProject: EraseProject = async (_engines, { db, projectId }) => {
  await deleteProjectRoles(db, projectId);
  await deleteProjectRow(db, projectId);
};
