import type { EraseProject } from '#kernel/feature';
import { deleteProjectDeletions } from './store/deletions.sql.ts';
import { eraseHidden } from './store/hidden-telemetry.sql.ts';

export const eraseProject: EraseProject = async ({ ch }, { projectId, db }) => {
  await eraseHidden(ch, projectId);
  await deleteProjectDeletions(db, projectId);
};
