import type { TraceRecord } from '#domain/telemetry';
import type { BatchRow } from '#platform/clickhouse/batch-row';
import { monthOf } from '#platform/clickhouse/micros';
import { rowEncoder } from '#platform/clickhouse/row-encoder';

/** A record as a row of the table `traces`. */
export function traceRow(record: TraceRecord): BatchRow {
  return encode(record, monthOf(record.timestampUs));
}

/** Takes back a row that an earlier fold may have stored at another minute. */
export function staleTraceRow({ projectId, id, ingestedUs, rowVersion }: TraceRecord, timestampUs: number): BatchRow {
  return encode(
    { ...NOTHING, projectId, id, timestampUs, ingestedUs, rowVersion, isDeleted: true },
    monthOf(timestampUs),
  );
}

type Row = TraceRecord & { isDeleted?: true };

/** Every column but those that the engine computes. */
const encode = rowEncoder<Row>((to) => {
  const text = (value: string) => to.text(value);
  return [
    ['project_id', (row) => to.text(row.projectId)],
    ['id', (row) => to.text(row.id)],
    ['timestamp', (row) => to.micros(row.timestampUs)],
    ['name', (row) => to.text(row.traceName)],
    ['user_id', (row) => to.text(row.userId)],
    ['session_id', (row) => to.text(row.sessionId)],
    ['tags', (row) => to.texts(row.tags)],
    ['release', (row) => to.text(row.release)],
    ['version', (row) => to.text(row.version)],
    ['environment', (row) => to.text(row.environment)],
    ['is_public', (row) => to.flag(row.isPublic)],
    ['bookmarked', (row) => to.flag(row.bookmarked)],
    ['input', (row) => to.optional(row.input, text)],
    ['output', (row) => to.optional(row.output, text)],
    ['metadata', (row) => to.map(row.metadata, text)],
    ['ingested_at', (row) => to.micros(row.ingestedUs)],
    ['row_version', (row) => to.count64(row.rowVersion)],
    ['is_deleted', (row) => to.flag(row.isDeleted === true)],
  ];
});

const NOTHING = {
  traceName: '',
  userId: '',
  sessionId: '',
  tags: [],
  release: '',
  version: '',
  environment: '',
  isPublic: false,
  bookmarked: false,
  input: null,
  output: null,
  metadata: {},
};
