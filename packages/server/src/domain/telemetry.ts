import type { Level, ObservationType, ScoreDataType, ScoreSource } from '@tidemark/contract/telemetry';

/** Microseconds since 1970 (UTC), an integer: exact in a JavaScript number until the year 2255. */
export type Micros = number;

/**
 * Where a stored value came from: the attribute or field of the client's message, by field of the record.
 * "Explain mapping" shows it.
 */
export type MappedFrom = Record<string, string>;

/** One priced usage class of an observation: `units × price = cost` (US dollars, decimal text with up to 12 places). */
export interface CostLine {
  usageType: string;
  units: number;
  price: string;
  cost: string;
}

/** Trace attributes that every observation carries, so that lists and metrics need no join. Empty text means "not set". */
export interface TraceAttributes {
  traceName: string;
  userId: string;
  sessionId: string;
  tags: string[];
  release: string;
  environment: string;
}

/** One complete observation, as it is stored. Empty text means "not set"; times are microseconds. */
export interface ObservationRecord extends TraceAttributes {
  projectId: string;
  traceId: string;
  id: string;
  parentId: string;
  /** No step above it, or said by the client to be the root of its application. */
  isRoot: boolean;
  type: ObservationType;
  name: string;
  startUs: Micros;
  endUs: Micros | null;
  completionStartUs: Micros | null;
  level: Level;
  statusMessage: string;
  version: string;
  /** Payloads as text: JSON text for structured values, the text itself for strings, null when absent. */
  input: string | null;
  output: string | null;
  /** Top-level keys; structured values are JSON text. */
  metadata: Record<string, string>;
  model: string;
  /** JSON text of an object, or empty. */
  modelParameters: string;
  promptId: string;
  promptName: string;
  promptVersion: number | null;
  /** What the client reported, by exclusive usage class, with `total`. Non-negative integers. */
  providedUsage: Record<string, number>;
  /** US dollars as decimal text by usage class, as the client reported it. */
  providedCost: Record<string, string>;
  /** Filled by enrichment: what is shown and summed. */
  usage: Record<string, number>;
  cost: Record<string, string>;
  costLines: CostLine[];
  modelId: string;
  pricingTier: string;
  toolDefinitions: Record<string, string>;
  toolCalls: string[];
  toolCallNames: string[];
  source: 'otel' | 'batch';
  scopeName: string;
  sdkName: string;
  sdkVersion: string;
  apiKeyId: string;
  mappedFrom: MappedFrom;
  /** What was altered on the way in: `clock_clamped`, `text_repaired`, `id_generated`, … */
  flags: string[];
  /** Server time at which it was accepted. */
  ingestedUs: Micros;
  /**
   * Higher wins among rows of one id; a function of the events, never of the time of processing. A UInt64: a count, or
   * decimal text where it is beyond what a number holds exactly.
   */
  rowVersion: number | string;
}

/** A trace's own row, folded from every change that was seen of it. */
export interface TraceRecord extends TraceAttributes {
  projectId: string;
  id: string;
  timestampUs: Micros;
  version: string;
  input: string | null;
  output: string | null;
  metadata: Record<string, string>;
  isPublic: boolean;
  bookmarked: boolean;
  ingestedUs: Micros;
  rowVersion: number;
}

/** What a score judges; exactly one subject: a trace (or a step of it), a session, or a dataset run. */
export interface ScoreRecord {
  projectId: string;
  id: string;
  timestampUs: Micros;
  traceId: string;
  observationId: string;
  sessionId: string;
  datasetRunId: string;
  name: string;
  dataType: ScoreDataType;
  source: ScoreSource;
  /** Number of a NUMERIC or BOOLEAN (0 or 1) score, or the category's number when its config has one. */
  value: number | null;
  /** Category of CATEGORICAL, `True`/`False` of BOOLEAN, text of TEXT and CORRECTION; empty otherwise. */
  stringValue: string;
  comment: string;
  metadata: Record<string, string>;
  environment: string;
  configId: string;
  queueId: string;
  authorUserId: string;
  executionTraceId: string;
  apiKeyId: string;
  ingestedUs: Micros;
  rowVersion: number;
}
