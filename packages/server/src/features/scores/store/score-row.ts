import type { ScoreRecord } from '#domain/telemetry';
import { jsonRow } from '#platform/clickhouse/batch-row';
import type { BatchRow } from '#platform/clickhouse/batch-row';
import { dateTimeText } from '#platform/clickhouse/micros';

/** The table is not partitioned: the newest version of an id has to meet the older ones whatever their times. */
const THE_ONLY_PARTITION = '';

/** A record as a line of the table `scores`. */
export function scoreRow(record: ScoreRecord): BatchRow {
  const row = {
    project_id: record.projectId,
    id: record.id,
    timestamp: dateTimeText(record.timestampUs),
    trace_id: record.traceId,
    observation_id: record.observationId,
    session_id: record.sessionId,
    dataset_run_id: record.datasetRunId,
    name: record.name,
    data_type: record.dataType,
    source: record.source,
    value: record.value,
    string_value: record.stringValue,
    comment: record.comment,
    metadata: record.metadata,
    environment: record.environment,
    config_id: record.configId,
    queue_id: record.queueId,
    author_user_id: record.authorUserId,
    execution_trace_id: record.executionTraceId,
    api_key_id: record.apiKeyId,
    ingested_at: dateTimeText(record.ingestedUs),
    row_version: record.rowVersion,
  };
  return jsonRow(row, THE_ONLY_PARTITION);
}
