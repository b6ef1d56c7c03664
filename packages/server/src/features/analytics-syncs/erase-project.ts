import type { EraseProject } from '#kernel/feature';
import { deleteSyncsOfProject } from './store/analytics-syncs.sql.ts';

/** What was sent is no longer ours. */
export const eraseProject: EraseProject = (_engines, { db, projectId }) => deleteSyncsOfProject(db, projectId);
