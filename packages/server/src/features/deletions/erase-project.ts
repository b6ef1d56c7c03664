import type { EraseProject } from '#kernel/feature';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';
import { deleteProjectDeletions } from './store/deletions.sql.ts';

export const eraseProject: EraseProject = async (engines, { projectId, db }) => {
  await eraseProjectRows(engines, { table: 'hidden_telemetry', projectId, who: 'deletions.erase' });
  await deleteProjectDeletions(db, projectId);
};
