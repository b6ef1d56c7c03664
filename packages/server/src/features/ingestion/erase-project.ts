import type { EraseProject } from '#kernel/feature';
import { segmentPrefix } from './kept-request.ts';
import { eraseIngestion } from './store/erase-ingestion.sql.ts';

/** Segments go by their prefix, never by the list of what should be there. */
export const eraseProject: EraseProject = async ({ blob }, { projectId, db }) => {
  await blob.deletePrefix(`${segmentPrefix(projectId)}/`);
  await eraseIngestion(db, projectId);
};
