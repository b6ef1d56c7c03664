import type { Level } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { count, readUsage } from '#domain/usage/read-usage';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Rule } from './dialect.ts';
import { asObject, converted, firstText, firstValue, numeric, parseJson, readTags } from './find.ts';

/**
 * Pydantic's Logfire, and what its instrumentations of model clients add. `operation.cost` is an estimate from its
 * own price list, so it is left to the metadata.
 */
export const logfire: Dialect = {
  families: ['logfire', 'prompt', 'all_messages_events'],
  rules: {
    name: firstText('logfire.msg'),
    input: firstValue('prompt'),
    output: (span) => (span.attributes.has('final_result') ? null : firstValue('all_messages_events')(span)),
    tags: converted(firstValue('logfire.tags'), readTags),
    level: converted(firstValue('logfire.level_num'), levelOf),
    usage: converted(firstValue('gen_ai.usage.raw'), rawUsage),
  },
};

/** Messages as a JSON list of events, under one attribute; replies are the `gen_ai.choice` events of it. */
export const logfireEvents: Dialect = {
  families: ['events'],
  rules: {
    input: messagesOf('events', (event) => event !== CHOICE),
    output: messagesOf('events', (event) => event === CHOICE),
  },
};

const CHOICE = 'gen_ai.choice';

/** Severity numbers of OpenTelemetry's logs; a failed span is an error whatever it was logged as. */
function levelOf(value: Json, { statusCode }: OtlpSpan): Level | null {
  const number = numeric(value);
  if (statusCode === 2 || !Number.isFinite(number) || number <= 0) return null;
  if (number >= 17) return 'ERROR';
  if (number >= 13) return 'WARNING';
  return number >= 9 ? 'DEFAULT' : 'DEBUG';
}

/** OpenAI's own usage knows parts that the attributes beside it leave out. Of no other vendor are its sums certain. */
function rawUsage(value: Json): Record<string, number> | null {
  const raw = asObject(value);
  return raw !== null && SHAPES.some((shape) => shape.every((key) => count(raw[key]) !== undefined))
    ? readUsage(raw)
    : null;
}

const SHAPES = [
  ['prompt_tokens', 'completion_tokens', 'total_tokens'],
  ['input_tokens', 'output_tokens', 'total_tokens'],
];

function messagesOf(name: string, wanted: (event: Json | undefined) => boolean): Rule<Json> {
  return ({ attributes }) => {
    const events = attributes.get(name);
    const list = typeof events === 'string' ? parseJson(events) : events;
    if (!Array.isArray(list)) return null;
    const messages = list.filter((event) => wanted(asObject(event)?.['event.name'])).map(withoutNames);
    return messages.length === 0 ? null : { value: messages, from: name };
  };
}

/** What only says which event it was is no part of the message. */
function withoutNames(event: Json): Json {
  const fields = asObject(event);
  return fields === null ? event : Object.fromEntries(Object.entries(fields).filter(([key]) => !NAMES.has(key)));
}

const NAMES: ReadonlySet<string> = new Set(['event.name', 'gen_ai.message.index', 'gen_ai.system']);
