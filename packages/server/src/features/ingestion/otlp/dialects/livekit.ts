import type { Level, ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found } from './dialect.ts';
import { asObject, firstOf, firstValue } from './find.ts';
import { asList } from './messages-with-instructions.ts';

/**
 * LiveKit Agents. Its newer versions mark what was said by a segment `pii` in the attribute's name. Its spans are
 * known by their own names; many have no attribute at all.
 */
export const livekit: Dialect = {
  families: ['lk'],
  scopes: ['livekit-agents'],
  rules: {
    type: ({ name }) => byName(TYPES.get(name)),
    input: firstValue(...spellings('chat_ctx', 'user_input', 'function_tool.arguments', 'input_text')),
    output: firstOf(reply, firstValue(...spellings('function_tool.output', 'user_transcript'))),
    level: ({ name, statusCode }) =>
      byName(statusCode !== 2 && HOUSEKEEPING.has(name) ? ('DEBUG' as Level) : undefined),
    completionStartUs: firstOutput,
    holdsModelCalls: ({ name }) => byName(AROUND_MODEL_CALL.has(name) ? true : undefined),
  },
};

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['llm_request', 'GENERATION'],
  ['realtime_inference', 'GENERATION'],
  ['realtime_metrics', 'GENERATION'],
  ['agent_turn', 'AGENT'],
  ['function_tool', 'TOOL'],
  ['judge_evaluation', 'EVALUATOR'],
  ['llm_node', 'SPAN'],
  ['llm_request_run', 'SPAN'],
]);

/** They name the model of the request between them. */
const AROUND_MODEL_CALL: ReadonlySet<string> = new Set(['llm_node', 'llm_request_run']);

const HOUSEKEEPING: ReadonlySet<string> = new Set([
  'setup_toolsets',
  'session_start',
  'session_close',
  'session_end_upload',
  'start_agent_activity',
  'drain_agent_activity',
  'pause_agent_activity',
  'resume_agent_activity',
  'on_enter',
  'on_exit',
  'on_session_end',
  'llm_request_run',
  'tts_request_run',
  'eou_wait',
  'job_shutdown',
  'room_disconnect',
  'shutdown_callback',
]);

function byName<T>(value: T | undefined): Found<T> | null {
  return value === undefined ? null : { value, from: 'span:name' };
}

function spellings(...names: readonly string[]): string[] {
  return names.flatMap((name) => [`lk.pii.${name}`, `lk.${name}`]);
}

const [TEXTS, CALLS] = [spellings('response.text'), spellings('response.function_calls')];

/** A text alone stays as it is; with tool calls beside it, it becomes an assistant's message. */
function reply({ attributes }: OtlpSpan): Found<Json> | null {
  const textFrom = TEXTS.find((name) => attributes.has(name));
  const callsFrom = CALLS.find((name) => attributes.has(name));
  const text = textFrom === undefined ? '' : (attributes.get(textFrom) ?? '');
  const calls = callsFrom === undefined ? null : asList(attributes.get(callsFrom) ?? null);
  if (callsFrom === undefined || calls === null || calls.length === 0)
    return textFrom === undefined || text === '' ? null : { value: text, from: textFrom };
  const value: Json = { role: 'assistant', content: text, tool_calls: calls.map(toolCall) };
  return { value, from: callsFrom, ...(textFrom === undefined ? {} : { also: [textFrom] }) };
}

function toolCall(call: Json): Json {
  const { call_id: id, name, arguments: given } = asObject(call) ?? {};
  return { id: id ?? '', type: 'function', function: { name: name ?? '', arguments: given ?? '' } };
}

/** Seconds until the first token or the first byte of sound, counted from the start of the span. */
function firstOutput({ attributes, startUs }: OtlpSpan): Found<number> | null {
  for (const from of ['lk.response.ttft', 'lk.response.ttfb']) {
    const seconds = attributes.get(from);
    if (typeof seconds === 'number' && seconds >= 0) return { value: startUs + Math.round(seconds * 1_000_000), from };
  }
  return null;
}
