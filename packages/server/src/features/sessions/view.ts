import { isoOfMicros } from '#platform/clickhouse/micros';
import type { SessionRow } from './store/find-sessions.sql.ts';
import type { SessionSums } from './store/session-sums.sql.ts';

/** A session as the product shows it. Times are ISO 8601 with microseconds, duration is seconds, cost US dollars. */
export interface SessionView {
  id: string;
  /** When its first trace began. */
  createdAt: string;
  /** When its latest trace began. */
  lastTime: string;
  /** Seconds from the beginning of its first trace to the last end of a step. */
  duration: number;
  traceCount: number;
  errorCount: number;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  totalCost: number;
  totalCostText: string;
  userIds: string[];
  environment: string;
}

export function sessionView(row: SessionRow, sums: SessionSums | undefined): SessionView {
  return {
    id: row.session_id,
    createdAt: isoOfMicros(row.first_us),
    lastTime: isoOfMicros(row.last_us),
    duration: (Math.max(row.last_us, sums?.last_end_us ?? 0) - row.first_us) / 1_000_000,
    traceCount: row.trace_count,
    errorCount: sums?.errors ?? 0,
    inputTokens: sums?.input_tokens ?? 0,
    outputTokens: sums?.output_tokens ?? 0,
    totalTokens: sums?.tokens ?? 0,
    totalCost: Number(sums?.cost_text ?? 0),
    totalCostText: sums?.cost_text ?? '0',
    userIds: row.user_ids.sort(),
    environment: row.last_environment,
  };
}
