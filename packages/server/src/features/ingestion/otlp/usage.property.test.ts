import fc from 'fast-check';
import { expect, test } from 'vitest';
import { observationOf } from './test-spans.ts';

type Counts = Record<string, number>;
type Sent = Record<string, string | number>;

/** How a convention writes counts that stand under its own names, and which of them is the total. */
interface Convention {
  names: readonly string[];
  total: string;
  sent: (counts: Counts) => Sent;
}

const attributes = (fixed: Sent) => (counts: Counts) => ({ ...fixed, ...counts });

const GEN_AI = [
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.cache_creation.input_tokens',
  'gen_ai.usage.cache_write.input_tokens',
  'gen_ai.usage.audio.input_tokens',
  'gen_ai.usage.audio.cache_read.input_tokens',
  'gen_ai.usage.reasoning.output_tokens',
  'gen_ai.usage.output_audio_tokens',
];
const OPENINFERENCE = [
  'prompt',
  'completion',
  'prompt_details.cache_read',
  'prompt_details.cache_write',
  'prompt_details.audio',
];
const VERCEL = [
  'inputTokens',
  'outputTokens',
  'cachedInputTokens',
  'reasoningTokens',
  'inputTokenDetails.cacheWriteTokens',
];

const CONVENTIONS: Readonly<Record<string, Convention>> = {
  langfuse: {
    names: ['input', 'output', 'input_cached_tokens', 'input_audio_tokens', 'output_reasoning_tokens'],
    total: 'total',
    sent: (counts) => ({ 'langfuse.observation.usage_details': JSON.stringify(counts) }),
  },
  genAi: { names: GEN_AI, total: 'gen_ai.usage.total_tokens', sent: attributes({ 'gen_ai.operation.name': 'chat' }) },
  flue: { names: GEN_AI, total: 'flue.usage.total_tokens', sent: attributes({ 'flue.turn.purpose': 'agent' }) },
  openInference: {
    names: OPENINFERENCE.map((name) => `llm.token_count.${name}`),
    total: 'llm.token_count.total',
    sent: attributes({ 'openinference.span.kind': 'LLM' }),
  },
  vercelAi: {
    names: VERCEL.map((name) => `ai.usage.${name}`),
    total: 'ai.usage.totalTokens',
    sent: attributes({ 'ai.operationId': 'ai.generateText.doGenerate', 'ai.model.id': 'm' }),
  },
  genkit: {
    names: ['inputTokens', 'outputTokens', 'cachedContentTokens', 'thoughtsTokens', 'inputCharacters'],
    total: 'totalTokens',
    sent: (usage) => ({ 'genkit:metadata:subtype': 'model', 'genkit:output': JSON.stringify({ usage }) }),
  },
  mlflow: {
    names: [
      'input_tokens',
      'output_tokens',
      'cache_read_input_tokens',
      'cache_creation_input_tokens',
      'cache_creation_input_tokens_above_1hr',
    ],
    total: 'total_tokens',
    sent: (counts) => ({ 'mlflow.spanType': '"LLM"', 'mlflow.chat.tokenUsage': JSON.stringify(counts) }),
  },
  vertexAdk: {
    names: [
      'prompt_token_count',
      'candidates_token_count',
      'cached_content_token_count',
      'thoughts_token_count',
      'tool_use_prompt_token_count',
    ],
    total: 'total_token_count',
    sent: (counts) => ({ 'gcp.vertex.agent.llm_response': JSON.stringify({ usage_metadata: counts }) }),
  },
  logfire: {
    names: ['prompt_tokens', 'completion_tokens', 'cached_tokens', 'reasoning_tokens'],
    total: 'total_tokens',
    sent: ({ cached_tokens = 0, reasoning_tokens = 0, ...counts }) => ({
      'logfire.span_type': 'span',
      'gen_ai.usage.raw': JSON.stringify({
        ...counts,
        prompt_tokens_details: { cached_tokens },
        completion_tokens_details: { reasoning_tokens },
      }),
    }),
  },
};

test.each(Object.entries(CONVENTIONS))(
  '%s: no class is negative or counted twice, and their sum never exceeds the reported total',
  (_name, { names, total, sent }) => {
    const units = fc.integer({ min: 0, max: 60 });
    const counts = fc.record(Object.fromEntries([...names, total].map((name) => [name, units])), { requiredKeys: [] });
    fc.assert(
      fc.property(counts, (reported) => {
        const { total: sumOfAll, ...classes } = observationOf(sent(reported as Counts)).providedUsage;
        const parts = Object.values(classes);
        const sum = parts.reduce((all, part) => all + part, 0);
        expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
        expect(sum).toBeLessThanOrEqual(sumOfAll ?? 0);
        const everything = names.reduce((all, name) => all + (reported[name] ?? 0), 0);
        expect(sum).toBeLessThanOrEqual(Math.max(everything, reported[total] ?? 0));
        if (reported[total] !== undefined && sumOfAll !== undefined) expect(sumOfAll).toBe(reported[total]);
      }),
      { numRuns: 400, seed: 20_261_120 },
    );
  },
);
