import { Level, ObservationType } from '@tidemark/contract/telemetry';
import { z } from 'zod';
import { CountMap, TextMap } from '#platform/clickhouse/map-columns';
import { sql } from '#platform/clickhouse/sql';
import { FIRST_TOKEN, LATENCY } from './observation-columns.ts';

/** What a line of a list shows. */
export const LINE_FIELDS = sql`trace_id, id, parent_id, is_root, type, name,
    toUnixTimestamp64Micro(start_time) AS start_us, toUnixTimestamp64Micro(end_time) AS end_us,
    toUnixTimestamp64Micro(completion_start_time) AS completion_start_us, ${LATENCY} AS latency, ${FIRST_TOKEN} AS first_token,
    level, status_message, environment, release, version, trace_name, user_id, session_id, tags, model, prompt_name,
    prompt_version, input_tokens, output_tokens, total_tokens, toString(total_cost) AS cost_text, sdk_name,
    toUnixTimestamp64Micro(ingested_at) AS ingested_us`;

const ObservationLine = z.object({
  trace_id: z.string(),
  id: z.string(),
  parent_id: z.string(),
  is_root: z.boolean(),
  type: ObservationType,
  name: z.string(),
  start_us: z.number(),
  end_us: z.number().nullable(),
  completion_start_us: z.number().nullable(),
  latency: z.number().nullable(),
  first_token: z.number().nullable(),
  level: Level,
  status_message: z.string(),
  environment: z.string(),
  release: z.string(),
  version: z.string(),
  trace_name: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  tags: z.array(z.string()),
  model: z.string(),
  prompt_name: z.string(),
  prompt_version: z.number().nullable(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  total_tokens: z.number(),
  cost_text: z.string(),
  sdk_name: z.string(),
  ingested_us: z.number(),
  input_text: z.string().nullable(),
  output_text: z.string().nullable(),
  metadata_map: TextMap,
});

/** What only a single observation, or the public API, shows. */
export const DETAIL_FIELDS = sql`model_id, model_parameters, prompt_id, provided_usage, usage, provided_cost, cost,
    cost_lines, pricing_tier, tool_definitions, tool_calls, tool_call_names, source, scope_name, sdk_version, mapped_from,
    flags, toString(input_cost) AS input_cost_text, toString(output_cost) AS output_cost_text`;

const ObservationDetail = ObservationLine.extend({
  model_id: z.string(),
  model_parameters: z.string(),
  prompt_id: z.string(),
  provided_usage: CountMap,
  usage: CountMap,
  provided_cost: TextMap,
  cost: TextMap,
  cost_lines: z.string(),
  pricing_tier: z.string(),
  tool_definitions: TextMap,
  tool_calls: z.array(z.string()),
  tool_call_names: z.array(z.string()),
  source: z.string(),
  scope_name: z.string(),
  sdk_version: z.string(),
  mapped_from: TextMap,
  flags: z.array(z.string()),
  input_cost_text: z.string(),
  output_cost_text: z.string(),
});

export { ObservationDetail, ObservationLine };
export type ObservationLineRow = z.infer<typeof ObservationLine>;
export type ObservationDetailRow = z.infer<typeof ObservationDetail>;
