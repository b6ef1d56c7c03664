import type { AnalyticsTable } from '@tidemark/contract/analytics-syncs';
import { v5 } from 'uuid';

/** One event of a tool for product analytics. */
export interface AnalyticsEvent {
  name: string;
  /** The same whenever the same thing is sent. */
  id: string;
  timeMs: number;
  /** Null of nobody in particular. */
  userId: string | null;
  properties: Record<string, unknown>;
}

/** A row as the engine writes it to a file of JSON lines. */
export type SyncRow = Readonly<Record<string, unknown>>;

/** Never payloads: they may hold anything, and cost where they are counted. Of metadata only what names a session there. */
export const SYNC_COLUMNS: Record<AnalyticsTable, string[]> = {
  traces: [
    ...['id', 'name', 'timestamp', 'user_id', 'session_id', 'environment', 'release', 'version', 'tags', 'metadata'],
    ...['level', 'latency_seconds', 'observation_count', 'error_count', 'input_tokens', 'output_tokens'],
    ...['total_tokens', 'input_cost', 'output_cost', 'total_cost'],
  ],
  observations: [
    ...['id', 'trace_id', 'parent_id', 'type', 'name', 'start_time', 'latency_seconds', 'time_to_first_token_seconds'],
    ...['level', 'environment', 'release', 'version', 'trace_name', 'user_id', 'session_id', 'tags', 'model'],
    ...['prompt_name', 'prompt_version', 'input_tokens', 'output_tokens', 'total_tokens', 'input_cost', 'output_cost'],
    'total_cost',
  ],
  scores: [
    ...['id', 'name', 'timestamp', 'value', 'string_value', 'data_type', 'source', 'comment', 'trace_id'],
    ...['observation_id', 'session_id', 'environment'],
  ],
};

const NAMESPACE = '5f0a3d3c-7c0e-4f4b-9d07-54a1d1d7b2c6';

interface EventOf {
  projectId: string;
  /** Where people open things. */
  publicUrl: string;
  prefix: string;
  table: AnalyticsTable;
}

export function toEvent({ projectId, publicUrl, prefix, table }: EventOf, row: SyncRow): AnalyticsEvent {
  const { timestamp, start_time: startTime, user_id: userId, metadata, ...known } = row;
  const traceId = textOf(table === 'traces' ? row['id'] : row['trace_id']);
  const links = traceId
    ? { trace_id: traceId, trace_url: `${publicUrl}/project/${projectId}/traces/${encodeURIComponent(traceId)}` }
    : {};
  const observation = table === 'observations' ? { generation: row['type'] === 'GENERATION' } : {};
  return {
    name: `${prefix} ${nameOf(table, row)}`,
    id: v5(JSON.stringify([projectId, table, traceId, row['id']]), NAMESPACE),
    timeMs: millisecondsOf(timestamp ?? startTime),
    userId: textOf(userId),
    properties: {
      ...withoutEmpty({ ...known, ...sessionNames(metadata) }),
      ...links,
      ...observation,
      project_id: projectId,
    },
  };
}

function nameOf(table: AnalyticsTable, row: SyncRow): string {
  if (table === 'observations') return row['type'] === 'GENERATION' ? 'generation' : 'observation';
  return table === 'traces' ? 'trace' : 'score';
}

const SESSION_NAMES = ['posthog_session_id', 'mixpanel_session_id'];

/** What an application notes of its own session there, so that events stand beside what else the person did. */
function sessionNames(metadata: unknown): SyncRow {
  if (typeof metadata !== 'object' || metadata === null) return {};
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => SESSION_NAMES.includes(name)));
}

function withoutEmpty(row: SyncRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Times of the engine are UTC, with or without saying so. */
function millisecondsOf(time: unknown): number {
  const text = String(time).replace(' ', 'T');
  return Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
}
