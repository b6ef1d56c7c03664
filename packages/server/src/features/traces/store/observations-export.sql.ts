import { exportColumns } from '#kernel/export-table';
import type { TelemetryTable } from '#kernel/export-table';
import { sql } from '#platform/clickhouse/sql';
import { observationWhere } from '../observation-where.ts';
import { FIRST_TOKEN, LATENCY } from './observation-columns.ts';

/** Steps with everything that is known of them. Amounts are in US dollars, and exact. */
export const observationsExport: TelemetryTable = {
  kind: 'telemetry',
  name: 'observations',
  covers: ['observations'],
  from: sql`observations`,
  key: [
    { sql: sql`toStartOfMinute(start_time)`, kind: 'seconds' },
    { sql: sql`xxHash32(trace_id)`, kind: 'number' },
    { sql: sql`id`, kind: 'text' },
  ],
  time: sql`start_time`,
  where: observationWhere,
  columns: [
    ...exportColumns('core', 'text', { project_id: sql`project_id`, trace_id: sql`trace_id`, id: sql`id` }),
    ...exportColumns('core', 'text', { parent_id: sql`parent_id`, type: sql`type`, name: sql`name` }),
    ...exportColumns('core', 'flat', {
      is_root: sql`is_root`,
      start_time: sql`start_time`,
      end_time: sql`end_time`,
      completion_start_time: sql`completion_start_time`,
      latency_seconds: LATENCY,
      time_to_first_token_seconds: FIRST_TOKEN,
    }),
    ...exportColumns('core', 'text', {
      level: sql`level`,
      status_message: sql`status_message`,
      environment: sql`environment`,
      release: sql`release`,
      version: sql`version`,
    }),
    ...exportColumns('trace', 'text', {
      trace_name: sql`trace_name`,
      user_id: sql`user_id`,
      session_id: sql`session_id`,
    }),
    ...exportColumns('trace', 'nested', { tags: sql`tags` }),
    ...exportColumns('model', 'text', {
      model: sql`model`,
      model_id: sql`model_id`,
      model_parameters: sql`model_parameters`,
      prompt_id: sql`prompt_id`,
      prompt_name: sql`prompt_name`,
    }),
    ...exportColumns('model', 'flat', { prompt_version: sql`prompt_version` }),
    ...exportColumns('usage', 'nested', { usage: sql`usage`, cost: sql`cost` }),
    ...exportColumns('usage', 'nested', { provided_usage: sql`provided_usage`, provided_cost: sql`provided_cost` }),
    ...exportColumns('usage', 'nested', {
      price_lines: sql`arrayMap(line -> CAST((JSONExtractString(line, 'usageType'), JSONExtractUInt(line, 'units'), toDecimal128OrZero(JSONExtractString(line, 'price'), 18), toDecimal64OrZero(JSONExtractString(line, 'cost'), 12)), 'Tuple(usage_type String, units UInt64, price Decimal(38, 18), cost Decimal(18, 12))'), JSONExtractArrayRaw(cost_lines))`,
    }),
    ...exportColumns('usage', 'flat', {
      input_tokens: sql`input_tokens`,
      output_tokens: sql`output_tokens`,
      total_tokens: sql`total_tokens`,
      input_cost: sql`input_cost`,
      output_cost: sql`output_cost`,
      total_cost: sql`total_cost`,
    }),
    ...exportColumns('usage', 'text', { pricing_tier: sql`pricing_tier` }),
    ...exportColumns('io', 'text', { input: sql`input`, output: sql`output` }),
    ...exportColumns('metadata', 'nested', { metadata: sql`metadata` }),
    ...exportColumns('tools', 'nested', {
      tool_definitions: sql`tool_definitions`,
      tool_calls: sql`tool_calls`,
      tool_call_names: sql`tool_call_names`,
    }),
    ...exportColumns('source', 'text', {
      source: sql`source`,
      scope_name: sql`scope_name`,
      sdk_name: sql`sdk_name`,
      sdk_version: sql`sdk_version`,
    }),
    ...exportColumns('source', 'flat', { ingested_at: sql`ingested_at` }),
    ...exportColumns('archive', 'text', { cost_lines: sql`cost_lines`, api_key_id: sql`api_key_id` }),
    ...exportColumns('archive', 'nested', { mapped_from: sql`mapped_from`, flags: sql`flags` }),
    ...exportColumns('archive', 'flat', { row_version: sql`row_version` }),
  ],
};
