import type { ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { readToolDefinitions } from '#domain/payload/tools';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found, Rule } from './dialect.ts';
import { asObject, converted, firstText, firstValue } from './find.ts';
import { tokensOf, type TokenNames } from './token-counts.ts';

/** Google's Genkit: every action is a span with the JSON of its input and output; a model's hold all there is of it. */
export const genkit: Dialect = {
  families: ['genkit'],
  rules: {
    type: converted(firstText('genkit:metadata:subtype'), (subtype) => TYPE_OF_SUBTYPE.get(subtype) ?? null),
    name: firstText('genkit:name'),
    input: firstValue('genkit:input'),
    output: firstValue('genkit:output'),
    model: (span) => (CALLS_MODEL.has(span.attributes.get(SUBTYPE)) ? firstText('genkit:name')(span) : null),
    modelParameters: converted(partOf('genkit:input', 'config'), (config) => {
      const parameters = asObject(config);
      return parameters === null || Object.keys(parameters).length === 0 ? null : JSON.stringify(parameters);
    }),
    usage: converted(partOf('genkit:output', 'usage'), (usage) => tokensOf(asObject(usage), TOKEN_NAMES)),
    toolDefinitions: converted(partOf('genkit:input', 'tools'), (tools) => {
      const definitions = readToolDefinitions({ tools });
      return Object.keys(definitions).length === 0 ? null : definitions;
    }),
  },
};

const SUBTYPE = 'genkit:metadata:subtype';
const CALLS_MODEL: ReadonlySet<unknown> = new Set(['model', 'background-model', 'embedder']);

const TYPE_OF_SUBTYPE: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['model', 'GENERATION'],
  ['background-model', 'GENERATION'],
  ['embedder', 'EMBEDDING'],
  ['tool', 'TOOL'],
  ['retriever', 'RETRIEVER'],
  ['reranker', 'RETRIEVER'],
  ['evaluator', 'EVALUATOR'],
  ['flow', 'CHAIN'],
]);

/** Characters and pictures are counted there, too; they are no tokens. */
const TOKEN_NAMES: TokenNames = {
  input: ['inputTokens'],
  output: ['outputTokens'],
  total: ['totalTokens'],
  inputParts: { input_cached_tokens: ['cachedContentTokens'] },
  outputParts: { output_reasoning_tokens: ['thoughtsTokens'] },
};

/** What the JSON of a model's payload has under a key. The actions around a model repeat its payload; they have none. */
function partOf(name: string, key: string): Rule<Json> {
  return ({ attributes }: OtlpSpan): Found<Json> | null => {
    const payload = CALLS_MODEL.has(attributes.get(SUBTYPE)) ? attributes.get(name) : undefined;
    const value = payload === undefined ? undefined : asObject(payload)?.[key];
    return value === undefined || value === null ? null : { value, from: name };
  };
}
