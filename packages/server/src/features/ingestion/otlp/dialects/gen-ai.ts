import type { ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { readToolDefinitions } from '#domain/payload/tools';
import { readCost } from '#domain/usage/read-usage';
import type { OtlpEvent, OtlpSpan } from '../otlp-span.ts';
import type { Dialect, DialectFields, Found, Rule } from './dialect.ts';
import { converted, firstOf, firstText, firstValue, parseJson, withPrefix } from './find.ts';
import { indexedValue } from './indexed-attributes.ts';
import { asList, messagesWithInstructions } from './messages-with-instructions.ts';
import { readTokenCounts, type TokenNames } from './token-counts.ts';

/** OpenTelemetry's semantic conventions for generative AI, as attributes. */
export const genAi: Dialect = {
  families: ['gen_ai'],
  rules: {
    type: converted(firstText('gen_ai.operation.name'), (name) => TYPE_OF_OPERATION.get(name) ?? null),
    input: firstOf(messagesWithInstructions('gen_ai.input.messages'), firstValue('gen_ai.tool.call.arguments')),
    output: firstValue('gen_ai.output.messages', 'gen_ai.tool.call.result'),
    name: firstText('gen_ai.tool.name'),
    sessionId: firstText('gen_ai.conversation.id'),
    model: firstText('gen_ai.response.model', 'gen_ai.request.model'),
    modelParameters,
    usage: ({ attributes }) => readTokenCounts(attributes, TOKEN_NAMES),
    cost: converted(firstText('gen_ai.usage.cost'), (total) => {
      const cost = readCost({ total });
      return 'total' in cost ? cost : null;
    }),
    completionStartUs: firstChunk,
    toolDefinitions: converted(firstValue('gen_ai.tool.definitions'), definitions),
    holdsModelCalls: converted(firstText('gen_ai.operation.name'), (name) => (name === 'agent_step' ? true : null)),
  },
};

/** A span that names a tool is a call of it, whatever operation it says. */
export const genAiTools: Dialect = {
  families: ['gen_ai'],
  rules: {
    type: converted(firstText('gen_ai.tool.name', 'gen_ai.tool.call.id'), (): ObservationType => 'TOOL'),
  },
};

/** Payloads in span events: one event with all, an event per message, or the first form with JSON attributes. */
export const genAiEvents: Dialect = {
  families: ['gen_ai'],
  rules: {
    input: firstOf(
      eventAttribute('gen_ai.client.inference.operation.details', 'gen_ai.input.messages'),
      eventMessages(/^gen_ai\.(system|user|assistant|tool)\.message$/),
      eventAttribute('gen_ai.content.prompt', 'gen_ai.prompt'),
    ),
    output: firstOf(
      eventAttribute('gen_ai.client.inference.operation.details', 'gen_ai.output.messages'),
      eventMessages(/^gen_ai\.choice$/),
      eventAttribute('gen_ai.content.completion', 'gen_ai.completion'),
    ),
  },
};

/** Messages spelled out in attribute names, `gen_ai.prompt.0.content`, or whole under the bare name. */
export const genAiIndexed: Dialect = {
  families: ['gen_ai'],
  rules: {
    input: firstOf(indexed('gen_ai.prompt.'), firstValue('gen_ai.prompt')),
    output: firstOf(indexed('gen_ai.completion.'), firstValue('gen_ai.completion')),
  },
};

const TYPE_OF_OPERATION: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ...['chat', 'completion', 'text_completion', 'generate_content', 'generate'].map(
    (name): [string, ObservationType] => [name, 'GENERATION'],
  ),
  ['embeddings', 'EMBEDDING'],
  ['invoke_agent', 'AGENT'],
  ['create_agent', 'AGENT'],
  ['execute_tool', 'TOOL'],
]);

const TOKEN_NAMES: TokenNames = {
  input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
  output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
  total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens', 'flue.usage.total_tokens'],
  inputParts: {
    input_cached_tokens: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.cached_input_tokens',
      'gen_ai.usage.input_cached_tokens',
      'gen_ai.usage.input_tokens.cached',
      'gen_ai.usage.details.cache_read_tokens',
      'gen_ai.usage.details.cached_tokens',
    ],
    input_cache_creation: [
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.details.cache_write_tokens',
    ],
    input_audio_tokens: [
      'gen_ai.usage.details.input_audio_tokens',
      'gen_ai.usage.audio.input_tokens',
      'gen_ai.usage.input_audio_tokens',
    ],
  },
  outputParts: {
    output_reasoning_tokens: [
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.reasoning_tokens',
      'gen_ai.usage.output_tokens.reasoning',
      'gen_ai.usage.details.reasoning_tokens',
    ],
    output_audio_tokens: [
      'gen_ai.usage.details.output_audio_tokens',
      'gen_ai.usage.audio.output_tokens',
      'gen_ai.usage.output_audio_tokens',
    ],
  },
  countedTwice: { input_audio_tokens: ['gen_ai.usage.audio.cache_read.input_tokens'] },
};

const NO_PARAMETERS: ReadonlySet<string> = new Set(['model', 'stream']);

function modelParameters({ attributes }: OtlpSpan): Found<string> | null {
  const all = withPrefix(attributes, 'gen_ai.request.');
  const entries = Object.entries(all ?? {}).filter(([name]) => !NO_PARAMETERS.has(name));
  if (entries.length === 0) return null;
  return { value: JSON.stringify(Object.fromEntries(entries)), from: 'gen_ai.request.*' };
}

/** Seconds until the first chunk, counted from the start of the span. */
function firstChunk({ attributes, startUs }: OtlpSpan): Found<number> | null {
  for (const from of ['gen_ai.client.operation.time_to_first_chunk', 'gen_ai.response.time_to_first_chunk']) {
    const seconds = attributes.get(from);
    if (typeof seconds === 'number' && seconds >= 0) return { value: startUs + Math.round(seconds * 1_000_000), from };
  }
  return null;
}

function definitions(value: Json): Record<string, string> | null {
  const tools = asList(value)?.map((tool) => (typeof tool === 'string' ? (parseJson(tool) ?? tool) : tool));
  const found = readToolDefinitions({ tools });
  return Object.keys(found).length === 0 ? null : found;
}

function indexed(prefix: string): Rule<Json> {
  return ({ attributes }) => {
    const value = indexedValue(attributes, prefix);
    return value === null ? null : { value, from: `${prefix}*` };
  };
}

function eventAttribute(event: string, attribute: string): Rule<DialectFields['input']> {
  return ({ events }) => {
    const value = events.find(({ name }) => name === event)?.attributes.get(attribute);
    return value === undefined || value === '' ? null : { value, from: `event:${event}` };
  };
}

/** One message per event, in the order of the events. */
function eventMessages(pattern: RegExp): Rule<DialectFields['input']> {
  return ({ events }) => {
    const messages = events.filter(({ name }) => pattern.test(name));
    const [first] = messages;
    return first === undefined ? null : { value: messages.map(messageOf), from: `event:${first.name}` };
  };
}

function messageOf({ name, attributes }: OtlpEvent): Json {
  const role = /^gen_ai\.(\w+)\.message$/.exec(name)?.[1] ?? 'assistant';
  const entries = [...attributes].filter(([key]) => key !== 'gen_ai.system' && key !== 'gen_ai.provider.name');
  const read = entries.map(([key, value]): [string, Json] => [
    key,
    typeof value === 'string' ? embedded(value) : value,
  ]);
  return { role, ...Object.fromEntries(read) };
}

/** Event attributes carry structured values as JSON text. */
function embedded(text: string): Json {
  return text.startsWith('{') || text.startsWith('[') ? (parseJson(text) ?? text) : text;
}
