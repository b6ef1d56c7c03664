import type { EraseProject } from '#kernel/feature';
import { param, sql } from '#platform/clickhouse/sql';

export const eraseProject: EraseProject = async ({ ch }, { projectId }) => {
  await ch.command({
    sql: sql`DELETE FROM scores WHERE project_id = ${param.string(projectId)} SETTINGS lightweight_deletes_sync = 2`,
    class: 'purge',
    who: 'scores.erase',
    projectId,
  });
};
