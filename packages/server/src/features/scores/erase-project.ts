import type { EraseProject } from '#kernel/feature';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';

export const eraseProject: EraseProject = (engines, { projectId }) =>
  eraseProjectRows(engines, { table: 'scores', projectId, who: 'scores.erase' });
