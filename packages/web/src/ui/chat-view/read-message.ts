import { asList, asRecord, asText, textOf, type JsonRecord } from '../json-view/json-fields.ts';
import type { JsonValue } from '../json-view/parse-json.ts';
import type { ChatMessage, ChatPart, ChatRole } from './chat-message.ts';
import { readContent, readOutput, readPart, toolCall } from './read-part.ts';

/** Reads one message of any known vendor's shape; null when the value is not a message. */
export function readMessage(value: JsonValue): ChatMessage | null {
  const record = asRecord(value);
  if (record === null) return readTuple(value);
  const serialized = readSerialized(record);
  if (serialized !== null) return serialized;
  const said = textOf(record, 'role') ?? textOf(record, 'type');
  if (said === null) return null;
  const role = ROLES[said.toLowerCase()];
  if (role === undefined) return readItem(record, said);
  const parts = readParts(record, role);
  if (parts === null) return null;
  const name = textOf(record, 'name') ?? (UNUSUAL.has(said.toLowerCase()) ? said : null);
  return { role, name, parts };
}

const ROLES: Record<string, ChatRole> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  aimessagechunk: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};
const UNUSUAL = new Set(['developer']);

/** The message's parts in the order a person reads them: thinking, content, calls. Null when it holds none of them. */
function readParts(record: JsonRecord, role: ChatRole): ChatPart[] | null {
  const content = record['content'] ?? record['parts'] ?? record['text'] ?? null;
  const extra = asRecord(record['additional_kwargs']) ?? {};
  const calls = asList(record['tool_calls'] ?? record['toolCalls'] ?? extra['tool_calls']) ?? [];
  const single = asRecord(record['function_call'] ?? extra['function_call']);
  const known = CONTENT_FIELDS.some((field) => record[field] !== undefined);
  if (!known && calls.length === 0 && single === null) return null;
  const thought = textOf(record, 'reasoning_content', 'reasoning', 'thinking');
  const audio = textOf(asRecord(record['audio']) ?? {}, 'transcript');
  const shown = role === 'tool' ? readToolAnswer(record, content) : readContent(content);
  const already = shown.some((part) => part.kind === 'tool-call');
  return [
    ...(thought === null || thought === '' ? [] : [{ kind: 'thinking' as const, text: thought }]),
    ...shown,
    ...readContent(audio),
    ...readContent(textOf(record, 'refusal')),
    ...(already ? [] : calls.flatMap((call) => toolCall(asRecord(call) ?? {}))),
    ...(single === null ? [] : toolCall(single)),
  ];
}

const CONTENT_FIELDS = ['content', 'parts', 'text', 'tool_calls', 'toolCalls', 'reasoning_content'];

/** A tool's answer is a result whatever its content looks like, unless its parts already say so. */
function readToolAnswer(record: JsonRecord, content: JsonValue): ChatPart[] {
  const parts = readContent(content);
  if (parts.some((part) => part.kind === 'tool-result')) return parts;
  return [
    {
      kind: 'tool-result',
      id: textOf(record, 'tool_call_id', 'toolCallId'),
      name: textOf(record, 'name'),
      output: readOutput(content),
      failed: textOf(record, 'status') === 'error',
    },
  ];
}

/** Items of the Responses API stand beside messages: calls, their outputs, reasoning. */
function readItem(record: JsonRecord, type: string): ChatMessage | null {
  const role = ITEMS[type];
  if (role === undefined) return null;
  return { role, name: null, parts: readPart(record) };
}

const ITEMS: Record<string, ChatRole> = {
  function_call: 'assistant',
  reasoning: 'assistant',
  function_call_output: 'tool',
};

/** LangChain's serialised objects: `{lc: 1, type: "constructor", id: [..., "HumanMessage"], kwargs: {...}}`. */
function readSerialized(record: JsonRecord): ChatMessage | null {
  const kwargs = asRecord(record['kwargs']);
  const className = asText(asList(record['id'])?.at(-1));
  if (kwargs === null || className === null || record['lc'] === undefined) return null;
  const role = /^(human|ai|system|tool|function)message/i.exec(className)?.[1];
  return role === undefined ? null : readMessage({ ...kwargs, role, type: role });
}

/** LangChain's short form: `["human", "What is…"]`. */
function readTuple(value: JsonValue): ChatMessage | null {
  const pair = asList(value);
  if (pair?.length !== 2 || typeof pair[0] !== 'string' || typeof pair[1] !== 'string') return null;
  const role = ROLES[pair[0].toLowerCase()];
  return role === undefined ? null : { role, name: null, parts: readContent(pair[1]) };
}
