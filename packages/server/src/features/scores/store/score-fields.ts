import { ScoreDataType, ScoreSource } from '@tidemark/contract/telemetry';
import { z } from 'zod';
import { TextMap } from '#platform/clickhouse/map-columns';
import { sql } from '#platform/clickhouse/sql';

/** What every read of scores selects. */
export const SCORE_FIELDS = sql`id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, trace_id, observation_id,
    session_id, dataset_run_id, name, data_type, source, value, string_value, comment, metadata, environment, config_id,
    queue_id, author_user_id, execution_trace_id, toUnixTimestamp64Micro(ingested_at) AS ingested_us`;

export const ScoreRow = z.object({
  id: z.string(),
  timestamp_us: z.number(),
  trace_id: z.string(),
  observation_id: z.string(),
  session_id: z.string(),
  dataset_run_id: z.string(),
  name: z.string(),
  data_type: ScoreDataType,
  source: ScoreSource,
  value: z.number().nullable(),
  string_value: z.string(),
  comment: z.string(),
  metadata: TextMap,
  environment: z.string(),
  config_id: z.string(),
  queue_id: z.string(),
  author_user_id: z.string(),
  execution_trace_id: z.string(),
  ingested_us: z.number(),
});
export type ScoreRow = z.infer<typeof ScoreRow>;
