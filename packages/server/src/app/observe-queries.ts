import type { QueryClass } from '#platform/clickhouse/query-class';
import type { QuerySeen } from '#platform/clickhouse/query-seen';
import type { Log } from '#platform/log/log';
import type { Telemetry } from '#kernel/telemetry';

/** From here on a statement is worth a line: somebody waits for it, or it is longer than its like should be. */
const SLOW_MS: Record<QueryClass, number> = { ingest: 5000, ui: 2000, api: 5000, export: 60_000, purge: 60_000 };

/** Tells figures of every statement, and a line of every slow one. */
export function observeQueries(telemetry: Telemetry, log: Log): (seen: QuerySeen) => void {
  return (seen) => {
    const labels = { class: seen.class };
    const { readRows, readBytes, writtenRows, memoryBytes } = seen.spent;
    telemetry.observe('tidemark_clickhouse_query_seconds', { ...labels, outcome: seen.outcome }, seen.ms / 1000);
    if (memoryBytes > 0) telemetry.observe('tidemark_clickhouse_query_memory_bytes', labels, memoryBytes);
    if (readRows > 0) telemetry.count('tidemark_clickhouse_read_rows_total', labels, readRows);
    if (writtenRows > 0) telemetry.count('tidemark_clickhouse_written_rows_total', labels, writtenRows);
    if (seen.ms < SLOW_MS[seen.class]) return;
    const { class: queryClass, who, projectId, outcome } = seen;
    const [ms, waitedMs] = [Math.round(seen.ms), Math.round(seen.waitedMs)];
    const rows = readRows + writtenRows;
    log.warn(
      { class: queryClass, who, projectId, outcome, ms, waitedMs, rows, bytes: readBytes, memoryBytes },
      'slow query',
    );
  };
}
