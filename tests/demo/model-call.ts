import type { Seeded } from './seeded.ts';
import type { ModelCall, Step } from './story.ts';

interface Speed {
  firstTokenMs: number;
  tokensPerSecond: number;
  /** Tokens of thinking per visible token; absent for models that do not think. */
  thinks?: number;
}

/** Models of several vendors and one of our own, which no price list knows. */
const SPEEDS = {
  'gpt-5': { firstTokenMs: 900, tokensPerSecond: 85, thinks: 1.8 },
  'gpt-5-mini': { firstTokenMs: 600, tokensPerSecond: 140, thinks: 0.9 },
  'gpt-4.1-mini': { firstTokenMs: 380, tokensPerSecond: 95 },
  'gpt-4o-2024-11-20': { firstTokenMs: 450, tokensPerSecond: 80 },
  'claude-sonnet-4-5-20250929': { firstTokenMs: 1100, tokensPerSecond: 65 },
  'claude-haiku-4-5-20251001': { firstTokenMs: 500, tokensPerSecond: 130 },
  'gemini-2.5-flash': { firstTokenMs: 350, tokensPerSecond: 180, thinks: 0.4 },
  'gemini-2.5-pro': { firstTokenMs: 1500, tokensPerSecond: 75, thinks: 1.2 },
  'nordlys/ticket-bert-v3': { firstTokenMs: 12, tokensPerSecond: 900 },
} as const satisfies Record<string, Speed>;

export type Model = keyof typeof SPEEDS;

export interface CallOptions {
  name: string;
  model: Model;
  startMs: number;
  input: unknown;
  output: unknown;
  stream?: boolean;
  /** Part of the prompt that the vendor has cached. */
  cachedShare?: number;
  /** Context that is sent but not shown, such as retrieved documents. */
  extraInputTokens?: number;
  parameters?: Record<string, string | number>;
  prompt?: { name: string; version: number };
  metadata?: Record<string, unknown>;
}

/** A generation whose tokens follow from its text and whose time follows from its tokens. */
export function modelCall(random: Seeded, options: CallOptions): Step {
  const speed: Speed = SPEEDS[options.model];
  const usage = usageOf(options, speed);
  const written = usage['output']! + (usage['output_reasoning_tokens'] ?? 0);
  const thinkingMs = ((usage['output_reasoning_tokens'] ?? 0) / speed.tokensPerSecond) * 1000;
  const firstTokenMs = options.startMs + random.duration(speed.firstTokenMs + thinkingMs, 0.35);
  const endMs = firstTokenMs + random.duration((written / speed.tokensPerSecond) * 1000, 0.2);
  return {
    name: options.name,
    type: 'generation',
    startMs: options.startMs,
    endMs,
    input: options.input,
    output: options.output,
    ...(options.metadata ? { metadata: options.metadata } : {}),
    call: callOf(options, usage, firstTokenMs),
    steps: [],
  };
}

/** A call that the vendor refused: no tokens, no output, an error. */
export function failedCall(random: Seeded, options: Omit<CallOptions, 'output'>, statusMessage: string): Step {
  return {
    name: options.name,
    type: 'generation',
    startMs: options.startMs,
    endMs: options.startMs + random.duration(1_800),
    input: options.input,
    level: 'ERROR',
    statusMessage,
    call: callOf(options, {}),
    steps: [],
  };
}

function callOf(options: Omit<CallOptions, 'output'>, usage: Record<string, number>, firstTokenMs?: number): ModelCall {
  return {
    model: options.model,
    parameters: options.parameters ?? { temperature: 0.2, max_tokens: 1024 },
    usage,
    ...(options.stream && firstTokenMs ? { firstTokenMs } : {}),
    ...(options.prompt ? { prompt: options.prompt } : {}),
  };
}

function usageOf(options: CallOptions, speed: Speed): Record<string, number> {
  const prompt = tokens(options.input) + (options.extraInputTokens ?? 0);
  const cached = Math.floor(prompt * (options.cachedShare ?? 0));
  const output = tokens(options.output);
  const reasoning = Math.round(output * (speed.thinks ?? 0));
  return {
    input: prompt - cached,
    ...(cached > 0 ? { input_cached_tokens: cached } : {}),
    output,
    ...(reasoning > 0 ? { output_reasoning_tokens: reasoning } : {}),
    total: prompt + output + reasoning,
  };
}

/** About four characters a token. */
function tokens(payload: unknown): number {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload ?? '');
  return Math.ceil(text.length / 4);
}
