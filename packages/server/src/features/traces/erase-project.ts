import type { EraseProject } from '#kernel/feature';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';

/** Changes go first: what is folded from them could otherwise come back. */
const TABLES = ['telemetry_changes', 'observations', 'traces'];

export const eraseProject: EraseProject = async (engines, { projectId }) => {
  for (const table of TABLES) await eraseProjectRows(engines, { table, projectId, who: 'traces.erase' });
};
