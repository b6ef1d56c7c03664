import type { EraseProject } from '#kernel/feature';
import { segmentPrefix } from './kept-request.ts';

/** Segments go by their prefix, never by the list of what should be there. */
export const eraseProject: EraseProject = async ({ blob }, { projectId, db }) => {
  await blob.deletePrefix(`${segmentPrefix(projectId)}/`);
  await db.deleteFrom('ingestion_segments').where('project_id', '=', projectId).execute();
  await db.deleteFrom('ingestion_counts').where('project_id', '=', projectId).execute();
  await db.deleteFrom('ingestion_dead_letters').where('project_id', '=', projectId).execute();
};
