import type { Level } from '@tidemark/contract/telemetry';
import type { ScoreView } from '#features/scores';
import { isoOfMicros } from '#platform/clickhouse/micros';
import type { TraceAggregates } from './store/trace-aggregates.sql.ts';
import type { TraceRow } from './store/trace-list.sql.ts';

/**
 * A trace as the product shows it, with what is computed of its steps. Text that is not set is null, times are ISO
 * 8601 with microseconds, latency is seconds, costs are US dollars as a number and as exact decimal text.
 */
export interface TraceView {
  id: string;
  timestamp: string;
  name: string | null;
  userId: string | null;
  sessionId: string | null;
  tags: string[];
  release: string | null;
  version: string | null;
  environment: string;
  isPublic: boolean;
  bookmarked: boolean;
  /** In lists the first 200 characters. */
  input: string | null;
  output: string | null;
  /** In lists only when asked for. */
  metadata: Record<string, string>;
  level: Level;
  latency: number | null;
  observationCount: number;
  errorCount: number;
  warningCount: number;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  totalCost: number;
  totalCostText: string;
  /** In lists only when asked for. */
  scores: ScoreView[];
  /** True of what is in the trash; shown only to who asks for that and may restore it. */
  isDeleted: boolean;
}

export function traceView(row: TraceRow, steps: TraceAggregates | undefined, scores: ScoreView[] = []): TraceView {
  return {
    isDeleted: false,
    id: row.id,
    timestamp: isoOfMicros(row.timestamp_us),
    name: row.name || null,
    userId: row.user_id || null,
    sessionId: row.session_id || null,
    tags: row.tags,
    release: row.release || null,
    version: row.version || null,
    environment: row.environment,
    isPublic: row.is_public,
    bookmarked: row.bookmarked,
    input: row.input_text,
    output: row.output_text,
    metadata: row.metadata_map,
    level: steps?.worst_level ?? 'DEFAULT',
    latency: steps?.latency ?? null,
    observationCount: steps?.observation_count ?? 0,
    errorCount: steps?.error_count ?? 0,
    warningCount: steps?.warning_count ?? 0,
    inputTokens: steps?.sum_input_tokens ?? 0,
    outputTokens: steps?.sum_output_tokens ?? 0,
    totalTokens: steps?.sum_total_tokens ?? 0,
    totalCost: Number(steps?.sum_total_cost ?? 0),
    totalCostText: steps?.sum_total_cost ?? '0',
    scores,
  };
}
