import type { EraseProject } from '#kernel/feature';
import { deleteBlobExport } from './store/blob-exports.sql.ts';

/** What was delivered is no longer ours. */
export const eraseProject: EraseProject = (_engines, { db, projectId }) => deleteBlobExport(db, projectId);
