import { exportColumns } from '#kernel/export-table';
import type { TelemetryTable } from '#kernel/export-table';
import { AppError } from '#domain/errors';
import { notHidden } from '#features/deletions';
import { param, sql } from '#platform/clickhouse/sql';

/** What things were said to be in parts: of use to an import alone, so that what is said later still folds with it. */
export const changesExport: TelemetryTable = {
  kind: 'telemetry',
  name: 'telemetry_changes',
  covers: ['telemetry_changes'],
  from: sql`telemetry_changes`,
  key: [
    { sql: sql`entity_id`, kind: 'text' },
    { sql: sql`entity`, kind: 'text' },
    { sql: sql`change_id`, kind: 'text' },
  ],
  time: null,
  // The table has no mask: reads of it are ingestion's. A change of a step names its trace in the row that makes it a member.
  visible: (projectId) => sql`(entity = 'observation' OR ${notHidden(projectId, 'trace', sql`entity_id`)})
    AND (entity != 'observation' OR entity_id NOT IN (
      SELECT change_id FROM telemetry_changes
      WHERE project_id = ${param.string(projectId)} AND entity = 'member'
        AND NOT ${notHidden(projectId, 'trace', sql`entity_id`)}))`,
  where: (_, { filter, search, environments }) => {
    if (filter || search || environments.length > 0)
      throw new AppError('invalid', '"telemetry_changes" is exported as a whole: it takes no filter');
    return sql`1`;
  },
  columns: [
    ...exportColumns('core', 'text', { entity_id: sql`entity_id`, entity: sql`entity`, change_id: sql`change_id` }),
    ...exportColumns('core', 'text', { change: sql`change` }),
    ...exportColumns('core', 'flat', { ingested_at: sql`ingested_at` }),
  ],
};
