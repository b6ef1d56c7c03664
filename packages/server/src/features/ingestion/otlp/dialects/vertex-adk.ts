import type { Json } from '#domain/merge/metadata-tree';
import { readToolDefinitions } from '#domain/payload/tools';
import { count } from '#domain/usage/read-usage';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found, Rule } from './dialect.ts';
import { asObject, converted, firstText } from './find.ts';
import { tokensOf, type TokenNames } from './token-counts.ts';

/** Google's Agent Development Kit: requests and responses of Gemini in full, beside GenAI attributes. */
export const vertexAdk: Dialect = {
  families: ['gcp'],
  rules: {
    input: firstFilled('gcp.vertex.agent.llm_request', 'gcp.vertex.agent.tool_call_args', 'gcp.vertex.agent.data'),
    output: firstFilled('gcp.vertex.agent.llm_response', 'gcp.vertex.agent.tool_response'),
    sessionId: firstText('gcp.vertex.agent.session_id'),
    modelParameters: converted(partOf('gcp.vertex.agent.llm_request', 'config'), parametersText),
    usage: converted(partOf('gcp.vertex.agent.llm_response', 'usage_metadata'), usageOf),
    holdsModelCalls: repeatsItsParent,
    toolDefinitions: converted(partOf('gcp.vertex.agent.llm_request', 'config'), (config) => {
      const definitions = readToolDefinitions(config);
      return Object.keys(definitions).length === 0 ? null : definitions;
    }),
  },
};

/** With contents switched off it writes `{}`, and `N/A` for the arguments of merged tools. */
function firstFilled(...names: readonly string[]): Rule<Json> {
  return ({ attributes }) => {
    for (const from of names) {
      const value = attributes.get(from);
      if (value !== undefined && !EMPTY.has(value)) return { value, from };
    }
    return null;
  };
}

const EMPTY: ReadonlySet<Json> = new Set(['', '{}', 'N/A', '<not specified>']);

function partOf(from: string, key: string): Rule<Json> {
  return ({ attributes }) => {
    const payload = attributes.get(from);
    const value = payload === undefined ? undefined : asObject(payload)?.[key];
    return value === undefined || value === null ? null : { value, from };
  };
}

/** Of the configuration, what is a plain value; tools, schemas and instructions stay in the input. */
function parametersText(config: Json): string | null {
  const plain = Object.entries(asObject(config) ?? {}).filter(
    ([name, value]) => value !== null && typeof value !== 'object' && name !== 'system_instruction',
  );
  return plain.length === 0 ? null : JSON.stringify(Object.fromEntries(plain));
}

const TOKEN_NAMES: TokenNames = {
  input: ['prompt_token_count'],
  output: ['candidates_token_count'],
  total: ['total_token_count'],
  inputParts: { input_cached_tokens: ['cached_content_token_count'] },
  outputParts: { output_reasoning_tokens: ['thoughts_token_count'] },
};

/** What the results of built-in tools cost stands beside the prompt; it is input all the same. */
function usageOf(metadata: Json): Record<string, number> | null {
  const counts = asObject(metadata);
  const [prompt, tools] = [count(counts?.['prompt_token_count']), count(counts?.['tool_use_prompt_token_count'])];
  if (prompt === undefined || tools === undefined) return tokensOf(counts, TOKEN_NAMES);
  return tokensOf({ ...counts, prompt_token_count: prompt + tools }, TOKEN_NAMES);
}

/**
 * In its first telemetry schema a `generate_content` span stands inside the `call_llm` span of the same call and
 * repeats its tokens; `call_llm` also has the payloads, so that is the one that counts. The second schema, which
 * says `gen_ai.provider.name` where the first says `gen_ai.system`, has no `call_llm`.
 */
function repeatsItsParent({ attributes, scope }: OtlpSpan): Found<boolean> | null {
  const repeats =
    scope.name === 'gcp.vertex.agent' &&
    attributes.get('gen_ai.operation.name') === 'generate_content' &&
    attributes.has('gen_ai.system') &&
    !attributes.has('gcp.vertex.agent.llm_request');
  return repeats ? { value: true, from: 'gen_ai.operation.name' } : null;
}
