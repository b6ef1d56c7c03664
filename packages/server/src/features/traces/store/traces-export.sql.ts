import { exportColumns } from '#kernel/export-table';
import type { TelemetryTable } from '#kernel/export-table';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import { sql } from '#platform/clickhouse/sql';
import { traceWhere } from '../trace-where.ts';
import { AGGREGATES, STEPS_AROUND } from './aggregate-column.ts';

/** Traces' own rows; what their steps come to is computed for the rows of a window, and only where it is asked for. */
export const tracesExport: TelemetryTable = {
  kind: 'telemetry',
  name: 'traces',
  covers: ['traces'],
  from: sql`traces`,
  key: [
    { sql: sql`toStartOfMinute(timestamp)`, kind: 'seconds' },
    { sql: sql`id`, kind: 'text' },
  ],
  time: sql`timestamp`,
  where: traceWhere,
  columns: [
    ...exportColumns('core', 'text', { project_id: sql`project_id`, id: sql`id`, name: sql`name` }),
    ...exportColumns('core', 'flat', { timestamp: sql`timestamp` }),
    ...exportColumns('core', 'text', {
      user_id: sql`user_id`,
      session_id: sql`session_id`,
      environment: sql`environment`,
      release: sql`release`,
      version: sql`version`,
    }),
    ...exportColumns('core', 'nested', { tags: sql`tags` }),
    ...exportColumns('core', 'flat', { is_public: sql`is_public`, bookmarked: sql`bookmarked` }),
    ...exportColumns('io', 'text', { input: sql`input`, output: sql`output` }),
    ...exportColumns('metadata', 'nested', { metadata: sql`metadata` }),
    ...exportColumns('source', 'flat', { ingested_at: sql`ingested_at` }),
    ...exportColumns('archive', 'flat', { row_version: sql`row_version` }),
  ],
  computed: {
    by: sql`id`,
    columns: [
      ...exportColumns('steps', 'text', { level: sql`if(computed.level = '', 'DEFAULT', computed.level)` }),
      ...exportColumns('steps', 'flat', {
        latency_seconds: sql`computed.latency_seconds`,
        observation_count: sql`computed.observation_count`,
        error_count: sql`computed.error_count`,
        warning_count: sql`computed.warning_count`,
        default_count: sql`computed.default_count`,
        debug_count: sql`computed.debug_count`,
        input_tokens: sql`computed.input_tokens`,
        output_tokens: sql`computed.output_tokens`,
        total_tokens: sql`computed.total_tokens`,
        input_cost: sql`computed.input_cost`,
        output_cost: sql`computed.output_cost`,
        total_cost: sql`computed.total_cost`,
      }),
    ],
    // The newest version of every step by LIMIT 1 BY, so that the filter on trace ids may skip what is not of the window.
    of: (scope, among) => sql`SELECT trace_id AS computed_by, ${AGGREGATES.level} AS level,
      ${AGGREGATES.latency} AS latency_seconds,
      ${AGGREGATES.observationCount} AS observation_count, ${AGGREGATES.errorCount} AS error_count,
      ${AGGREGATES.warningCount} AS warning_count,
      ${AGGREGATES.defaultCount} AS default_count, ${AGGREGATES.debugCount} AS debug_count, ${AGGREGATES.inputTokens} AS input_tokens,
      ${AGGREGATES.outputTokens} AS output_tokens, ${AGGREGATES.totalTokens} AS total_tokens,
      ${AGGREGATES.inputCost} AS input_cost, ${AGGREGATES.outputCost} AS output_cost, ${AGGREGATES.totalCost} AS total_cost
    FROM observations FINAL
    WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} AND trace_id IN (${among})
    GROUP BY trace_id`,
  },
};
