import type { TraceRecord } from '#domain/telemetry';
import type { BatchRow } from '#platform/clickhouse/batch-writer';
import { dateTimeText, monthOf } from '#platform/clickhouse/micros';

/** A record as a line of the table `traces`. */
export function traceRow(record: TraceRecord): BatchRow {
  const json = JSON.stringify({
    project_id: record.projectId,
    id: record.id,
    timestamp: dateTimeText(record.timestampUs),
    name: record.traceName,
    user_id: record.userId,
    session_id: record.sessionId,
    tags: record.tags,
    release: record.release,
    version: record.version,
    environment: record.environment,
    is_public: record.isPublic,
    bookmarked: record.bookmarked,
    input: record.input,
    output: record.output,
    metadata: record.metadata,
    ingested_at: dateTimeText(record.ingestedUs),
    row_version: record.rowVersion,
  });
  return { json, partition: monthOf(record.timestampUs) };
}

/** Takes back a row that an earlier fold may have stored at another minute. */
export function staleTraceRow(record: TraceRecord, timestampUs: number): BatchRow {
  const json = JSON.stringify({
    project_id: record.projectId,
    id: record.id,
    timestamp: dateTimeText(timestampUs),
    ingested_at: dateTimeText(record.ingestedUs),
    row_version: record.rowVersion,
    is_deleted: 1,
  });
  return { json, partition: monthOf(timestampUs) };
}
