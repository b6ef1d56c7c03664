import { asList, asRecord, textOf, type JsonRecord } from '../json-view/json-fields.ts';
import type { JsonValue } from '../json-view/parse-json.ts';
import type { ChatMessage, Conversation } from './chat-message.ts';
import { readMessage } from './read-message.ts';
import { readContent, toolCall } from './read-part.ts';
import { readTools } from './read-tools.ts';

/**
 * Reads a payload as a conversation: what went into or came out of a model in the shapes of OpenAI (chat and
 * responses), Anthropic, Gemini, the AI SDK, LangChain and OpenTelemetry's GenAI. Null when it is none of them.
 */
export function readChat(value: JsonValue): Conversation | null {
  const list = asList(value);
  if (list !== null) return fromMessages(readList(list), null, []);
  const record = asRecord(value);
  if (record === null) return null;
  for (const read of CONTAINERS) {
    const found = read(record);
    if (found === null || found.messages.length === 0) continue;
    const rest = Object.entries(record).filter(([key, held]) => !found.used.includes(key) && held !== null);
    return fromMessages(found.messages, rest.length === 0 ? null : Object.fromEntries(rest), readTools(record));
  }
  return null;
}

interface Found {
  messages: ChatMessage[];
  /** Fields that the messages show; the others are kept beside them. */
  used: string[];
}

function fromMessages(
  messages: ChatMessage[] | null,
  rest: JsonRecord | null,
  tools: Conversation['tools'],
): Conversation | null {
  if (messages === null || messages.length === 0) return null;
  nameResults(messages);
  return { messages, tools, rest };
}

/** A result names its call by id; the name the call had is what a person reads. */
function nameResults(messages: readonly ChatMessage[]): void {
  const names = new Map<string, string>();
  for (const part of messages.flatMap(({ parts }) => parts)) {
    if (part.kind === 'tool-call' && part.id !== null) names.set(part.id, part.name);
    if (part.kind === 'tool-result' && part.id !== null) part.name ??= names.get(part.id) ?? null;
  }
}

/** Every entry must be a message: a list of which half is understood is better read as JSON. */
function readList(list: readonly JsonValue[]): ChatMessage[] | null {
  const only = list.length === 1 ? asList(list[0]) : null;
  if (only !== null && readMessage(list[0] ?? null) === null) return readList(only);
  const messages = list.map(readMessage);
  return messages.every((message) => message !== null) ? messages : null;
}

const CONTAINERS: readonly ((record: JsonRecord) => Found | null)[] = [
  // A call with its messages, and the instructions that some vendors keep beside them.
  (record) => {
    const key = ['messages', 'input', 'prompt', 'contents', 'chat_history'].find(
      (name) => asList(record[name]) !== null,
    );
    const messages = key === undefined ? null : readList(asList(record[key]) ?? []);
    if (key === undefined || messages === null) return null;
    return { messages: [...systemOf(record), ...messages], used: [key, 'tools', ...SYSTEM_FIELDS] };
  },
  (record) => {
    const instructions = systemOf(record);
    const prompt = textOf(record, 'input', 'prompt');
    if (instructions.length === 0 || prompt === null) return null;
    return {
      messages: [...instructions, message('user', prompt)],
      used: ['input', 'prompt', 'tools', ...SYSTEM_FIELDS],
    };
  },
  // Answers: one or several alternatives, each holding a message.
  (record) => fromAlternatives(record, 'choices', (choice) => choice['message'] ?? choice['delta'] ?? null),
  (record) => fromAlternatives(record, 'candidates', (candidate) => withRole(candidate['content'], 'model')),
  (record) => {
    const output = asList(record['output']);
    const messages = output === null ? null : readList(output);
    return messages === null ? null : { messages, used: ['output'] };
  },
  (record) => {
    const generations = asList(asList(record['generations'])?.[0]) ?? asList(record['generations']);
    const messages = generations?.map((one) => readMessage(asRecord(one)?.['message'] ?? null)) ?? [];
    return messages.length > 0 && messages.every((one) => one !== null) ? { messages, used: ['generations'] } : null;
  },
  (record) => {
    const one = readMessage(record);
    return one === null ? null : { messages: [one], used: MESSAGE_FIELDS };
  },
  (record) => {
    const one = readMessage(record['message'] ?? null);
    return one === null ? null : { messages: [one], used: ['message'] };
  },
  readSdkAnswer,
];

function fromAlternatives(record: JsonRecord, key: string, pick: (item: JsonRecord) => JsonValue): Found | null {
  const messages = asList(record[key])?.map((item) => readMessage(pick(asRecord(item) ?? {}))) ?? [];
  return messages.length > 0 && messages.every((one) => one !== null) ? { messages, used: [key] } : null;
}

/** The AI SDK's answer: `{text, reasoning, toolCalls, finishReason}`. */
function readSdkAnswer(record: JsonRecord): Found | null {
  const calls = asList(record['toolCalls']);
  if (calls === null && record['finishReason'] === undefined) return null;
  const text = textOf(record, 'text', 'response');
  const thought = textOf(record, 'reasoning', 'reasoningText');
  const parts = [
    ...(thought === null || thought === '' ? [] : [{ kind: 'thinking' as const, text: thought }]),
    ...readContent(text),
    ...(calls ?? []).flatMap((call) => toolCall(asRecord(call) ?? {})),
  ];
  if (parts.length === 0) return null;
  return {
    messages: [{ role: 'assistant', name: null, parts }],
    used: ['text', 'response', 'reasoning', 'reasoningText', 'toolCalls'],
  };
}

const SYSTEM_FIELDS = ['system', 'instructions', 'systemInstruction', 'system_instruction'];
const MESSAGE_FIELDS = [
  'role',
  'type',
  'content',
  'parts',
  'text',
  'name',
  'tool_calls',
  'toolCalls',
  'function_call',
  'tool_call_id',
  'reasoning_content',
  'reasoning',
  'thinking',
  'refusal',
  'additional_kwargs',
  'lc',
  'id',
  'kwargs',
];

function systemOf(record: JsonRecord): ChatMessage[] {
  for (const field of SYSTEM_FIELDS) {
    const said = record[field];
    if (said === undefined || said === null) continue;
    const parts = readContent(asRecord(said)?.['parts'] ?? said);
    if (parts.length > 0) return [{ role: 'system', name: null, parts }];
  }
  return [];
}

const message = (role: ChatMessage['role'], text: string): ChatMessage => ({
  role,
  name: null,
  parts: readContent(text),
});

const withRole = (value: JsonValue | undefined, role: string): JsonValue => {
  const record = asRecord(value);
  return record === null ? null : { role, ...record };
};
