import type { Level, ObservationType, ScoreDataType, ScoreSource } from '@tidemark/contract/telemetry';

/** A trace as its page shows it. Times are ISO 8601 with microseconds, latency seconds, cost US dollars. */
export interface TraceView {
  id: string;
  timestamp: string;
  name: string | null;
  level: Level;
  latency: number | null;
  totalCost: number;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  observationCount: number;
  errorCount: number;
  environment: string;
  userId: string | null;
  sessionId: string | null;
  release: string | null;
  version: string | null;
  tags: string[];
  input: string | null;
  output: string | null;
  /** Top-level keys; structured values are JSON text. */
  metadata: Record<string, string>;
}

/** What the tree needs of a step. Times are microseconds since 1970, cost is US dollars; an empty parent is a root. */
export interface SkeletonStep {
  id: string;
  parentId: string;
  type: ObservationType;
  name: string;
  model: string;
  startUs: number;
  endUs: number | null;
  completionStartUs: number | null;
  level: Level;
  totalCost: number;
  inputTokens: number;
  outputTokens: number;
}

/** One priced usage class: `units × price = cost`, prices and costs as exact decimal text in US dollars. */
export interface CostLineView {
  usageType: string;
  units: number;
  price: string;
  cost: string;
}

/** A step with its payloads and how it was understood. */
export interface ObservationView {
  id: string;
  traceId: string;
  parentId: string | null;
  type: ObservationType;
  name: string | null;
  startTime: string;
  endTime: string | null;
  /** Seconds; null while it has no end. */
  latency: number | null;
  /** Seconds from the start to the first token. */
  timeToFirstToken: number | null;
  level: Level;
  statusMessage: string | null;
  environment: string;
  release: string | null;
  version: string | null;
  input: string | null;
  output: string | null;
  metadata: Record<string, string>;
  model: string | null;
  modelId: string | null;
  /** Whatever the client gave: an object, as a rule. */
  modelParameters?: unknown;
  promptId: string | null;
  promptName: string | null;
  promptVersion: number | null;
  inputTokens: number;
  outputTokens: number;
  totalCost: number;
  usage: Record<string, number>;
  cost: Record<string, string>;
  costLines: CostLineView[];
  pricingTier: string | null;
  providedUsage: Record<string, number>;
  providedCost: Record<string, string>;
  toolDefinitions: Record<string, string>;
  toolCalls: string[];
  toolCallNames: string[];
  source: string;
  scopeName: string | null;
  sdkName: string | null;
  sdkVersion: string | null;
  /** Field of ours → attribute or field of the client's message. */
  mappedFrom: Record<string, string>;
  /** What was altered on the way in. */
  flags: string[];
}

export interface ScoreView {
  id: string;
  timestamp: string;
  observationId: string | null;
  name: string;
  dataType: ScoreDataType;
  source: ScoreSource;
  value: number | null;
  stringValue: string | null;
  comment: string | null;
}
