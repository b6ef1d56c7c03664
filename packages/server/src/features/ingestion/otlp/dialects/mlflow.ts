import type { Level, ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { readToolDefinitions } from '#domain/payload/tools';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found } from './dialect.ts';
import { asObject, converted, firstOf, firstText, firstValue, numeric, parseJson, withPrefix } from './find.ts';
import { tokensOf, type TokenNames } from './token-counts.ts';

/**
 * MLflow Tracing. It writes every value as JSON text, also texts, names and numbers. Its costs are its own estimate
 * from a price list, so they are left to the metadata.
 */
export const mlflow: Dialect = {
  families: ['mlflow'],
  rules: {
    type: converted(firstText('mlflow.spanType'), (kind) => TYPE_OF_KIND.get(unquoted(kind)) ?? null),
    input: firstValue('mlflow.spanInputs'),
    output: firstValue('mlflow.spanOutputs'),
    userId: converted(firstText('mlflow.trace.user'), unquoted),
    sessionId: converted(firstText('mlflow.trace.session'), unquoted),
    traceMetadata: ({ attributes }) => {
      const value = withPrefix(attributes, 'mlflow.traceTag.');
      return value === null ? null : { value, from: 'mlflow.traceTag.*' };
    },
    model: converted(firstOf(firstText('mlflow.llm.model'), ofModelCall('model')), unquoted),
    modelParameters,
    usage: converted(firstValue('mlflow.chat.tokenUsage'), (usage) => tokensOf(asObject(usage), TOKEN_NAMES)),
    level: converted(firstValue('mlflow.spanLogLevel'), levelOf),
    toolDefinitions: converted(firstValue('mlflow.chat.tools'), (value) => {
      const definitions = readToolDefinitions({ tools: typeof value === 'string' ? parseJson(value) : value });
      return Object.keys(definitions).length === 0 ? null : definitions;
    }),
  },
};

const MODEL_CALLS: ReadonlySet<string> = new Set(['LLM', 'CHAT_MODEL', 'EMBEDDING']);

const TYPE_OF_KIND: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['LLM', 'GENERATION'],
  ['CHAT_MODEL', 'GENERATION'],
  ['EMBEDDING', 'EMBEDDING'],
  ['AGENT', 'AGENT'],
  ['TOOL', 'TOOL'],
  ['CHAIN', 'CHAIN'],
  ['WORKFLOW', 'CHAIN'],
  ['RETRIEVER', 'RETRIEVER'],
  ['RERANKER', 'RETRIEVER'],
  ['EVALUATOR', 'EVALUATOR'],
  ['GUARDRAIL', 'GUARDRAIL'],
]);

const TOKEN_NAMES: TokenNames = {
  input: ['input_tokens'],
  output: ['output_tokens'],
  total: ['total_tokens'],
  inputParts: {
    input_cached_tokens: ['cache_read_input_tokens'],
    input_cache_creation: ['cache_creation_input_tokens'],
    input_cache_creation_1h: ['cache_creation_input_tokens_above_1hr'],
  },
  outputParts: {},
  countedTwice: { input_cache_creation: ['cache_creation_input_tokens_above_1hr'] },
};

const PARAMETERS = [
  'temperature',
  'top_p',
  'top_k',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'frequency_penalty',
  'presence_penalty',
  'seed',
  'stop',
  'n',
  'reasoning_effort',
  'tool_choice',
];

/** Arguments of the call stand bare among the attributes. */
function modelParameters(span: OtlpSpan): Found<string> | null {
  if (!isModelCall(span)) return null;
  const given = PARAMETERS.filter((name) => span.attributes.has(name));
  const [from, ...also] = given;
  if (from === undefined) return null;
  const values = given.map((name): [string, Json] => [name, unwrapped(span.attributes.get(name) ?? null)]);
  return { value: JSON.stringify(Object.fromEntries(values)), from, also };
}

function ofModelCall(name: string) {
  const rule = firstText(name);
  return (span: OtlpSpan) => (isModelCall(span) ? rule(span) : null);
}

function isModelCall({ attributes }: OtlpSpan): boolean {
  const kind = attributes.get('mlflow.spanType');
  return typeof kind === 'string' && MODEL_CALLS.has(unquoted(kind));
}

/** The numbers are those of Python's logging; a failed span is an error whatever it was logged as. */
function levelOf(value: Json, { statusCode }: OtlpSpan): Level | null {
  const number = numeric(value);
  if (statusCode === 2 || !Number.isFinite(number) || number <= 0) return null;
  if (number >= 40) return 'ERROR';
  if (number >= 30) return 'WARNING';
  return number >= 20 ? 'DEFAULT' : 'DEBUG';
}

function unquoted(text: string): string {
  const value = text.startsWith('"') ? parseJson(text) : text;
  return typeof value === 'string' ? value : text;
}

function unwrapped(value: Json): Json {
  return typeof value === 'string' ? (parseJson(value) ?? value) : value;
}
