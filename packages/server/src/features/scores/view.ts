import { isoOfMicros } from '#platform/clickhouse/micros';
import type { ScoreRow } from './store/score-fields.ts';

/** A score as the product shows it. Text that is not set is null; times are ISO 8601 with microseconds. */
export interface ScoreView {
  id: string;
  timestamp: string;
  traceId: string | null;
  observationId: string | null;
  sessionId: string | null;
  name: string;
  dataType: ScoreRow['data_type'];
  source: ScoreRow['source'];
  value: number | null;
  stringValue: string | null;
  comment: string | null;
  metadata: Record<string, string>;
  environment: string;
  authorUserId: string | null;
}

export function scoreView(row: ScoreRow): ScoreView {
  return {
    id: row.id,
    timestamp: isoOfMicros(row.timestamp_us),
    traceId: row.trace_id || null,
    observationId: row.observation_id || null,
    sessionId: row.session_id || null,
    name: row.name,
    dataType: row.data_type,
    source: row.source,
    value: row.value,
    stringValue: row.string_value || null,
    comment: row.comment || null,
    metadata: row.metadata,
    environment: row.environment,
    authorUserId: row.author_user_id || null,
  };
}
