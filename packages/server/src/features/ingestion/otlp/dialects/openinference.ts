import type { ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { readToolDefinitions } from '#domain/payload/tools';
import { readCost } from '#domain/usage/read-usage';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found, Rule } from './dialect.ts';
import { asObject, converted, firstText, firstValue, parseJson, promptVersion, readTags } from './find.ts';
import { indexedValue } from './indexed-attributes.ts';
import { readTokenCounts, type TokenNames } from './token-counts.ts';

/** OpenInference, as Arize's and many frameworks' instrumentations write it. */
export const openInference: Dialect = {
  families: ['openinference', 'input', 'output', 'llm', 'tag', 'metadata', 'embedding', 'tool'],
  rules: {
    type: converted(firstText('openinference.span.kind'), (kind) => TYPE_OF_KIND.get(kind.toUpperCase()) ?? null),
    input: firstValue('input.value'),
    output: firstValue('output.value'),
    metadata: converted(firstValue('metadata'), asObject),
    tags: converted(firstValue('tag.tags'), readTags),
    model: firstText('llm.response.model', 'llm.model_name', 'embedding.model_name'),
    modelParameters: converted(firstText('llm.invocation_parameters'), (text) =>
      asObject(text) === null ? null : text,
    ),
    usage: ({ attributes }) => readTokenCounts(attributes, TOKEN_NAMES),
    cost,
    prompt,
    toolDefinitions,
  },
};

/** The messages spelled out in attribute names; used where nothing gave the payload as a whole. */
export const openInferenceMessages: Dialect = {
  families: ['llm'],
  rules: { input: messages('llm.input_messages.'), output: messages('llm.output_messages.') },
};

const TYPE_OF_KIND: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['LLM', 'GENERATION'],
  ['EMBEDDING', 'EMBEDDING'],
  ['CHAIN', 'CHAIN'],
  ['RETRIEVER', 'RETRIEVER'],
  ['RERANKER', 'RETRIEVER'],
  ['TOOL', 'TOOL'],
  ['AGENT', 'AGENT'],
  ['GUARDRAIL', 'GUARDRAIL'],
  ['EVALUATOR', 'EVALUATOR'],
]);

const TOKEN_NAMES: TokenNames = {
  input: ['llm.token_count.prompt'],
  output: ['llm.token_count.completion'],
  total: ['llm.token_count.total'],
  inputParts: {
    input_cached_tokens: ['llm.token_count.prompt_details.cache_read'],
    input_cache_creation: ['llm.token_count.prompt_details.cache_write'],
    input_audio_tokens: ['llm.token_count.prompt_details.audio'],
  },
  outputParts: {
    output_reasoning_tokens: ['llm.token_count.completion_details.reasoning'],
    output_audio_tokens: ['llm.token_count.completion_details.audio'],
  },
};

function cost({ attributes }: OtlpSpan): Found<Record<string, string>> | null {
  const [input, output, total] = ['prompt', 'completion', 'total'].map((part) => attributes.get(`llm.cost.${part}`));
  const value = readCost({ input, output, total });
  return Object.keys(value).length === 0
    ? null
    : { value, from: total === undefined ? 'llm.cost.*' : 'llm.cost.total' };
}

function prompt({ attributes }: OtlpSpan): Found<{ name: string; version: number | null }> | null {
  const name = attributes.get('llm.prompt_template.name');
  const version = promptVersion(attributes.get('llm.prompt_template.version'));
  if (typeof name !== 'string' || version === null) return null;
  return { value: { name, version }, from: 'llm.prompt_template.name' };
}

function toolDefinitions({ attributes }: OtlpSpan): Found<Record<string, string>> | null {
  const listed = indexedValue(attributes, 'llm.tools.');
  if (!Array.isArray(listed)) return null;
  const schemas = listed.map((entry) => asObject(asObject(asObject(entry)?.['tool'])?.['json_schema']));
  const value = readToolDefinitions({ tools: schemas });
  return Object.keys(value).length === 0 ? null : { value, from: 'llm.tools.*' };
}

/** `{"message": {…}}` of each position, without the wrapper; lists in it lose their wrappers too. */
function messages(prefix: string): Rule<Json> {
  return ({ attributes }) => {
    const listed = indexedValue(attributes, prefix);
    return listed === null ? null : { value: unwrap(listed), from: `${prefix}*` };
  };
}

const WRAPPERS: ReadonlySet<string> = new Set(['message', 'tool_call', 'message_content']);

function unwrap(value: Json): Json {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && WRAPPERS.has(only[0])) return unwrap(only[1]);
  return Object.fromEntries(entries.map(([key, inner]) => [key, key === 'arguments' ? parsed(inner) : unwrap(inner)]));
}

function parsed(value: Json): Json {
  return typeof value === 'string' && value.startsWith('{') ? (parseJson(value) ?? value) : value;
}
