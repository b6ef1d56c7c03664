import type { Level, ObservationType } from '@tidemark/contract/telemetry';
import { z } from 'zod';
import type { ScoreView } from '#features/scores';
import type { CostLine } from '#domain/telemetry';
import { isoOfMicros } from '#platform/clickhouse/micros';
import type { ObservationDetailRow, ObservationLineRow } from './store/observation-fields.ts';
import type { TraceRow } from './store/trace-list.sql.ts';

/**
 * An observation as lists show it. Text that is not set is null, times are ISO 8601 with microseconds, durations are
 * seconds, costs are US dollars as a number and as exact decimal text. Trace attributes that the observation does not
 * carry itself are its trace's.
 */
export interface ObservationView {
  id: string;
  traceId: string;
  parentId: string | null;
  isRoot: boolean;
  type: ObservationType;
  name: string | null;
  startTime: string;
  endTime: string | null;
  completionStartTime: string | null;
  latency: number | null;
  timeToFirstToken: number | null;
  level: Level;
  statusMessage: string | null;
  environment: string;
  release: string | null;
  version: string | null;
  traceName: string | null;
  userId: string | null;
  sessionId: string | null;
  tags: string[];
  model: string | null;
  promptName: string | null;
  promptVersion: number | null;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  totalCost: number;
  totalCostText: string;
  sdkName: string | null;
  /** In lists the first 200 characters. */
  input: string | null;
  output: string | null;
  /** In lists only when asked for. */
  metadata: Record<string, string>;
  /** In lists only when asked for. */
  scores: ScoreView[];
}

/** Everything known of one observation, with what its cost was computed from and where each field came from. */
export interface ObservationDetailView extends ObservationView {
  modelId: string | null;
  modelParameters: unknown;
  promptId: string | null;
  usage: Record<string, number>;
  providedUsage: Record<string, number>;
  /** Decimal text by usage class. */
  cost: Record<string, string>;
  providedCost: Record<string, string>;
  costLines: CostLine[];
  pricingTier: string | null;
  toolDefinitions: Record<string, string>;
  toolCalls: string[];
  toolCallNames: string[];
  source: string;
  scopeName: string | null;
  sdkVersion: string | null;
  /** Field of the observation → attribute of the client's message. */
  mappedFrom: Record<string, string>;
  flags: string[];
  receivedAt: string;
}

export interface ObservationSurroundings {
  trace: TraceRow | undefined;
  scores?: ScoreView[];
}

export function observationView(
  row: ObservationLineRow,
  { trace, scores = [] }: ObservationSurroundings,
): ObservationView {
  return {
    id: row.id,
    traceId: row.trace_id,
    parentId: row.parent_id || null,
    isRoot: row.is_root,
    type: row.type,
    name: row.name || null,
    startTime: isoOfMicros(row.start_us),
    endTime: row.end_us === null ? null : isoOfMicros(row.end_us),
    completionStartTime: row.completion_start_us === null ? null : isoOfMicros(row.completion_start_us),
    latency: row.latency,
    timeToFirstToken: row.first_token,
    level: row.level,
    statusMessage: row.status_message || null,
    environment: row.environment,
    release: row.release || trace?.release || null,
    version: row.version || null,
    traceName: row.trace_name || trace?.name || null,
    userId: row.user_id || trace?.user_id || null,
    sessionId: row.session_id || trace?.session_id || null,
    tags: row.tags.length > 0 ? row.tags : (trace?.tags ?? []),
    model: row.model || null,
    promptName: row.prompt_name || null,
    promptVersion: row.prompt_version,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    totalTokens: row.total_tokens,
    totalCost: Number(row.cost_text),
    totalCostText: row.cost_text,
    sdkName: row.sdk_name || null,
    input: row.input_text,
    output: row.output_text,
    metadata: row.metadata_map,
    scores,
  };
}

export function observationDetailView(
  row: ObservationDetailRow,
  surroundings: ObservationSurroundings,
): ObservationDetailView {
  return {
    ...observationView(row, surroundings),
    modelId: row.model_id || null,
    modelParameters: parseJson(row.model_parameters),
    promptId: row.prompt_id || null,
    usage: row.usage,
    providedUsage: row.provided_usage,
    cost: row.cost,
    providedCost: row.provided_cost,
    costLines: costLinesOf(row),
    pricingTier: row.pricing_tier || null,
    toolDefinitions: row.tool_definitions,
    toolCalls: row.tool_calls,
    toolCallNames: row.tool_call_names,
    source: row.source,
    scopeName: row.scope_name || null,
    sdkVersion: row.sdk_version || null,
    mappedFrom: row.mapped_from,
    flags: row.flags,
    receivedAt: isoOfMicros(row.ingested_us),
  };
}

const CostLines = z.array(z.object({ usageType: z.string(), units: z.number(), price: z.string(), cost: z.string() }));

export function costLinesOf(row: ObservationDetailRow): CostLine[] {
  return CostLines.safeParse(parseJson(row.cost_lines)).data ?? [];
}

/** Text that is no JSON is a value of its own; null for none. */
export function parseJson(text: string | null): unknown {
  if (text === null || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
