import type { EraseProject } from '#kernel/feature';
import { deleteOutboxOfProject } from './store/outbox.sql.ts';
import { deleteRules } from './store/retention-rules.sql.ts';

/** Notices about the project that were not sent; the one of its end belongs to no project. */
export const eraseProject: EraseProject = async (_engines, { db, projectId }) => {
  await deleteOutboxOfProject(db, projectId);
  await deleteRules(db, projectId);
};
