import type { EraseProject } from '#kernel/feature';
import { deleteOutboxOfProject } from './store/outbox.sql.ts';

/** Notices about the project that were not sent; the one of its end belongs to no project. */
export const eraseProject: EraseProject = (_engines, { db, projectId }) => deleteOutboxOfProject(db, projectId);
