/** What happened in one request of the imagined applications, before any SDK tells it. Times are milliseconds since 1970. */
export interface Story {
  /** Name of the trace. */
  name: string;
  environment: 'production' | 'staging' | 'development';
  release: string;
  version?: string;
  userId?: string;
  sessionId?: string;
  tags: string[];
  metadata: Record<string, string>;
  root: Step;
  scores: StoryScore[];
}

export type StepType =
  | 'span'
  | 'generation'
  | 'event'
  | 'embedding'
  | 'agent'
  | 'tool'
  | 'chain'
  | 'retriever'
  | 'evaluator'
  | 'guardrail';

export interface Step {
  name: string;
  type: StepType;
  startMs: number;
  endMs: number;
  input?: unknown;
  output?: unknown;
  level?: 'DEBUG' | 'DEFAULT' | 'WARNING' | 'ERROR';
  statusMessage?: string;
  metadata?: Record<string, unknown>;
  call?: ModelCall;
  steps: Step[];
}

export interface ModelCall {
  model: string;
  parameters: Record<string, string | number>;
  /** Exclusive classes: cached tokens are not in `input`, reasoning tokens not in `output`. */
  usage: Record<string, number>;
  /** When the first token arrived, for streams. */
  firstTokenMs?: number;
  prompt?: { name: string; version: number };
}

export interface StoryScore {
  name: string;
  value: number | string;
  dataType: 'NUMERIC' | 'CATEGORICAL' | 'BOOLEAN' | 'TEXT';
  comment?: string;
  /** When it was given; users answer later than judges. */
  atMs: number;
  /** The step that it is about; the whole trace when absent. */
  step?: Step;
}

export function countSteps(step: Step): number {
  return step.steps.reduce((sum, child) => sum + countSteps(child), 1);
}
