/**
 * Every figure that a process tells of itself, by Prometheus and by OpenTelemetry under the same name. docs/metrics.md
 * is made from it. A label has few values, and never a project, a person or anything a client sent.
 */
const QUERY_CLASSES = ['ingest', 'ui', 'api', 'export', 'purge'] as const;
const EXPORT_KINDS = ['batch', 'scheduled', 'archive', 'sync'] as const;

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const WORK_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];
const LAG_SECONDS = [0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];
const ROWS = [1, 100, 1000, 10_000, 50_000, 100_000, 250_000, 500_000, 1e6, 5e6, 25e6];
const MIB = 1024 * 1024;
const BYTES = [MIB / 16, MIB, 8 * MIB, 32 * MIB, 64 * MIB, 128 * MIB, 200 * MIB, 400 * MIB, 800 * MIB, 4096 * MIB];

export const METRICS = {
  tidemark_http_request_seconds: {
    kind: 'histogram',
    help: 'Time from a request to the end of its answer, by route (not by address) and status',
    labels: { method: null, route: null, status: null },
    buckets: REQUEST_SECONDS,
  },
  tidemark_ingestion_events_total: {
    kind: 'counter',
    help: 'Spans and events that were sent to us: accepted is durable, refused was answered with a reason',
    labels: { outcome: ['accepted', 'refused'] },
  },
  tidemark_ingestion_lag_seconds: {
    kind: 'histogram',
    help: 'Time from the first request of a segment until all of it can be read',
    labels: {},
    buckets: LAG_SECONDS,
  },
  tidemark_ingestion_waiting_segments: {
    kind: 'gauge',
    help: 'Accepted segments that are not stored yet',
    labels: {},
  },
  tidemark_ingestion_oldest_waiting_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest accepted segment that is not stored yet; 0 when none waits',
    labels: {},
  },
  tidemark_queue_messages: {
    kind: 'gauge',
    help: 'Messages of a queue group',
    labels: {
      group: ['ingestion', 'evaluation', 'export', 'lifecycle', 'integrations'],
      state: ['waiting', 'active', 'delayed', 'failed'],
    },
  },
  tidemark_clickhouse_query_seconds: {
    kind: 'histogram',
    help: 'Time of a statement, with its wait for a place in its class; refused is the caller’s fault, limit the class’s',
    labels: { class: QUERY_CLASSES, outcome: ['ok', 'limit', 'refused', 'away', 'left', 'failed'] },
    buckets: WORK_SECONDS,
  },
  tidemark_clickhouse_query_memory_bytes: {
    kind: 'histogram',
    help: 'Memory that a statement took in the engine, where it says so',
    labels: { class: QUERY_CLASSES },
    buckets: BYTES,
  },
  tidemark_clickhouse_read_rows_total: {
    kind: 'counter',
    help: 'Rows that the engine read, as far as it said with its first bytes of an answer',
    labels: { class: QUERY_CLASSES },
  },
  tidemark_clickhouse_written_rows_total: {
    kind: 'counter',
    help: 'Rows that the engine wrote',
    labels: { class: QUERY_CLASSES },
  },
  tidemark_clickhouse_line: {
    kind: 'gauge',
    help: 'Statements of this process that run, and that wait for a place in their class',
    labels: { class: QUERY_CLASSES, state: ['running', 'waiting'] },
  },
  tidemark_exports: {
    kind: 'gauge',
    help: 'Exports that have not ended',
    labels: { state: ['queued', 'running'] },
  },
  tidemark_export_oldest_queued_seconds: {
    kind: 'gauge',
    help: 'How long the oldest export waits for a worker; 0 when none does',
    labels: {},
  },
  tidemark_export_run_seconds: {
    kind: 'histogram',
    help: 'Time from asking for an export to its end, by how it ended',
    labels: { kind: EXPORT_KINDS, outcome: ['completed', 'failed', 'cancelled'] },
    buckets: WORK_SECONDS,
  },
  tidemark_export_run_rows: {
    kind: 'histogram',
    help: 'Rows of an export that ended',
    labels: { kind: EXPORT_KINDS },
    buckets: ROWS,
  },
  tidemark_export_run_bytes: {
    kind: 'histogram',
    help: 'Bytes of the files of an export that ended',
    labels: { kind: EXPORT_KINDS },
    buckets: BYTES,
  },
  tidemark_export_window_seconds: {
    kind: 'histogram',
    help: 'Time of one window: asking the engine, and storing its file',
    labels: { kind: EXPORT_KINDS, outcome: ['written', 'split', 'retried', 'failed'] },
    buckets: WORK_SECONDS,
  },
  tidemark_export_window_rows: {
    kind: 'histogram',
    help: 'Rows of one window’s file',
    labels: { kind: EXPORT_KINDS },
    buckets: ROWS,
  },
  tidemark_export_window_bytes: {
    kind: 'histogram',
    help: 'Bytes of one window’s file',
    labels: { kind: EXPORT_KINDS },
    buckets: BYTES,
  },
  tidemark_export_splits_total: {
    kind: 'counter',
    help: 'Windows that were made smaller, by what did not suffice',
    labels: { kind: EXPORT_KINDS, reason: ['memory', 'time', 'size', 'other'] },
  },
  tidemark_export_retries_total: {
    kind: 'counter',
    help: 'Windows that were written again, by what went wrong',
    labels: { kind: EXPORT_KINDS, reason: ['engine', 'cut', 'store', 'other'] },
  },
  tidemark_purge_seconds: {
    kind: 'histogram',
    help: 'Time that a worker spent on the removal of a project, by how that ended',
    labels: { outcome: ['purged', 'settling', 'failed'] },
    buckets: WORK_SECONDS,
  },
  tidemark_purges: {
    kind: 'gauge',
    help: 'Projects that are being removed; blocked ones need a person',
    labels: { state: ['open', 'blocked'] },
  },
  tidemark_job_seconds: {
    kind: 'histogram',
    help: 'Time of one attempt at a job; what failed is tried again, what was given up is not',
    labels: { job: null, outcome: ['done', 'failed', 'given-up'] },
    buckets: WORK_SECONDS,
  },
  tidemark_chore_seconds: {
    kind: 'histogram',
    help: 'Time of work that comes again by itself',
    labels: { chore: null, outcome: ['done', 'failed'] },
    buckets: WORK_SECONDS,
  },
  tidemark_process_event_loop_delay_seconds: {
    kind: 'gauge',
    help: 'How late this process got to its work since it was last asked',
    labels: { quantile: ['0.5', '0.99', '1'] },
  },
  tidemark_process_memory_bytes: {
    kind: 'gauge',
    help: 'Memory of this process, without the embedded engines',
    labels: { kind: ['resident', 'heap', 'external'] },
  },
  tidemark_process_cpu_cores: {
    kind: 'gauge',
    help: 'Processor cores in use by this process since it was last asked, without the embedded engines',
    labels: {},
  },
} as const;
