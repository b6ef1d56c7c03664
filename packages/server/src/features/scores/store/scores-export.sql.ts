import { exportColumns } from '#kernel/export-table';
import type { TelemetryTable } from '#kernel/export-table';
import { allOf, param, sql } from '#platform/clickhouse/sql';
import { selectionSql } from '../score-selection.ts';
import { ofVisibleTrace } from './visible.ts';

export const scoresExport: TelemetryTable = {
  kind: 'telemetry',
  name: 'scores',
  covers: ['scores'],
  from: sql`scores`,
  key: [{ sql: sql`id`, kind: 'text' }],
  time: sql`timestamp`,
  visible: ofVisibleTrace,
  where: (_, { environments, filter, search }) => {
    const text = search?.trim();
    return allOf([
      selectionSql(filter ? { filter } : {}),
      ...(environments.length > 0 ? [sql`environment IN ${param.strings(environments)}`] : []),
      ...(text
        ? [sql`(positionCaseInsensitiveUTF8(concat(name, ' ', comment, ' ', string_value), ${param.string(text)}) > 0)`]
        : []),
    ]);
  },
  columns: [
    ...exportColumns('core', 'text', { project_id: sql`project_id`, id: sql`id`, name: sql`name` }),
    ...exportColumns('core', 'flat', { timestamp: sql`timestamp`, value: sql`value` }),
    ...exportColumns('core', 'text', {
      string_value: sql`string_value`,
      data_type: sql`data_type`,
      source: sql`source`,
      comment: sql`comment`,
      trace_id: sql`trace_id`,
      observation_id: sql`observation_id`,
      session_id: sql`session_id`,
      dataset_run_id: sql`dataset_run_id`,
      environment: sql`environment`,
      config_id: sql`config_id`,
      queue_id: sql`queue_id`,
      author_user_id: sql`author_user_id`,
      execution_trace_id: sql`execution_trace_id`,
    }),
    ...exportColumns('metadata', 'nested', { metadata: sql`metadata` }),
    ...exportColumns('source', 'flat', { ingested_at: sql`ingested_at` }),
    ...exportColumns('archive', 'text', { api_key_id: sql`api_key_id` }),
    ...exportColumns('archive', 'flat', { row_version: sql`row_version` }),
  ],
};
