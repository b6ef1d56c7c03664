import type { ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { readToolDefinitions } from '#domain/payload/tools';
import { exclusiveUsage } from '#domain/usage/exclusive-usage';
import { count } from '#domain/usage/read-usage';
import type { Attributes, OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found } from './dialect.ts';
import {
  asObject,
  converted,
  firstOf,
  firstText,
  firstValue,
  parseJson,
  promptVersion,
  readTags,
  withPrefix,
} from './find.ts';
import { readTokenCounts, type TokenNames } from './token-counts.ts';

/** The Vercel AI SDK up to version 6, and 7 with its older telemetry. Newer telemetry speaks GenAI. */
export const vercelAi: Dialect = {
  families: ['ai'],
  rules: {
    type: converted(firstText('ai.operationId'), observationType),
    name,
    input: firstValue('ai.prompt.messages', 'ai.prompt', 'ai.toolCall.args', 'ai.values', 'ai.value'),
    output,
    metadata: ({ attributes }) => {
      const value = withPrefix(attributes, 'ai.telemetry.metadata.');
      return value === null ? null : { value, from: 'ai.telemetry.metadata.*' };
    },
    userId: firstText('ai.telemetry.metadata.userId'),
    sessionId: firstText('ai.telemetry.metadata.sessionId'),
    tags: converted(firstValue('ai.telemetry.metadata.tags'), readTags),
    model: firstText('ai.response.model', 'ai.model.id'),
    modelParameters,
    usage: firstOf(anthropicUsage, ({ attributes }) => readTokenCounts(attributes, TOKEN_NAMES)),
    completionStartUs,
    prompt: converted(firstValue('ai.telemetry.metadata.langfusePrompt'), promptOf),
    toolDefinitions: converted(firstValue('ai.prompt.tools'), definitions),
    // A call of `generateText` and its like carries the model and tokens of the model calls in it again.
    holdsModelCalls: converted(firstText('ai.operationId'), (operation) => (MODEL_CALL.test(operation) ? null : true)),
  },
};

const MODEL_CALL = /\.do[A-Z]\w*$/;

function observationType(operation: string, { attributes }: OtlpSpan): ObservationType | null {
  if (operation === 'ai.toolCall') return 'TOOL';
  if (!MODEL_CALL.test(operation) || !attributes.has('ai.model.id')) return null;
  return operation.endsWith('.doEmbed') ? 'EMBEDDING' : 'GENERATION';
}

function name({ attributes }: OtlpSpan): Found<string> | null {
  const [tool, operation] = [attributes.get('ai.toolCall.name'), attributes.get('ai.operationId')];
  if (typeof tool === 'string' && tool !== '') return { value: tool, from: 'ai.toolCall.name' };
  if (typeof operation !== 'string') return null;
  const functionId = attributes.get('ai.telemetry.functionId');
  const value = typeof functionId === 'string' && functionId !== '' ? `${functionId}:${operation}` : operation;
  return { value, from: 'ai.operationId' };
}

const plainOutput = firstValue(
  'ai.response.text',
  'ai.result.text',
  'ai.response.object',
  'ai.result.object',
  'ai.toolCall.result',
  'ai.embeddings',
  'ai.embedding',
);

/** A text alone stays as it is; with tool calls beside it, it becomes an assistant's message. */
function output(span: OtlpSpan): Found<Json> | null {
  const found = plainOutput(span);
  const callsFrom = ['ai.response.toolCalls', 'ai.result.toolCalls'].find((key) => span.attributes.has(key));
  const calls = callsFrom === undefined ? undefined : span.attributes.get(callsFrom);
  const list = typeof calls === 'string' ? parseJson(calls) : calls;
  if (callsFrom === undefined || !Array.isArray(list) || list.length === 0) return found;
  const content = typeof found?.value === 'string' ? found.value : '';
  const value: Json = { role: 'assistant', content, tool_calls: list.map(toolCall) };
  return { value, from: callsFrom, ...(found === null ? {} : { also: [found.from] }) };
}

function toolCall(call: Json): Json {
  const { toolCallId, toolName, args, input } = asObject(call) ?? {};
  const given = input ?? args ?? {};
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  return { id: toolCallId ?? '', type: 'function', function: { name: toolName ?? '', arguments: text } };
}

function modelParameters({ attributes }: OtlpSpan): Found<string> | null {
  const value = withPrefix(attributes, 'ai.settings.');
  return value === null ? null : { value: JSON.stringify(value), from: 'ai.settings.*' };
}

const TOKEN_NAMES: TokenNames = {
  input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens', 'gen_ai.usage.input_tokens'],
  output: ['ai.usage.outputTokens', 'ai.usage.completionTokens', 'gen_ai.usage.output_tokens'],
  total: ['ai.usage.totalTokens'],
  inputParts: {
    input_cached_tokens: [
      'ai.usage.inputTokenDetails.cacheReadTokens',
      'ai.usage.cachedInputTokens',
      'gen_ai.usage.cache_read.input_tokens',
    ],
    input_cache_creation: ['ai.usage.inputTokenDetails.cacheWriteTokens', 'gen_ai.usage.cache_creation.input_tokens'],
  },
  outputParts: {
    output_reasoning_tokens: ['ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'],
  },
};

/** Up to version 5 Anthropic's cache tokens stood only in the provider's metadata, beside the input and its total. */
function anthropicUsage({ attributes }: OtlpSpan): Found<Record<string, number>> | null {
  if (attributes.has('ai.usage.inputTokenDetails.cacheReadTokens')) return null;
  const from = 'ai.response.providerMetadata';
  const metadata = attributes.get(from);
  const anthropic = metadata === undefined ? null : asObject(asObject(metadata)?.['anthropic']);
  const [read, written] = [count(anthropic?.['cacheReadInputTokens']), count(anthropic?.['cacheCreationInputTokens'])];
  if (read === undefined && written === undefined) return null;
  const inputParts = { input_cached_tokens: read ?? 0, input_cache_creation: written ?? 0 };
  const value = exclusiveUsage({
    input: firstCount(attributes, TOKEN_NAMES.input),
    output: firstCount(attributes, TOKEN_NAMES.output),
    inputParts,
    inputBeside: true,
  });
  return { value, from };
}

function firstCount(attributes: Attributes, names: readonly string[]): number | undefined {
  return names.map((key) => count(attributes.get(key))).find((units) => units !== undefined);
}

function completionStartUs({ attributes, startUs }: OtlpSpan): Found<number> | null {
  const from = 'ai.response.msToFirstChunk';
  const ms = attributes.get(from);
  return typeof ms === 'number' && ms >= 0 ? { value: startUs + Math.round(ms * 1000), from } : null;
}

function promptOf(value: Json): { name: string; version: number | null } | null {
  const { name: promptName, version } = asObject(value) ?? {};
  if (typeof promptName !== 'string') return null;
  return { name: promptName, version: promptVersion(version) };
}

function definitions(value: Json): Record<string, string> | null {
  const list = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(list)) return null;
  const found = readToolDefinitions({ tools: list.map(asObject) });
  return Object.keys(found).length === 0 ? null : found;
}
