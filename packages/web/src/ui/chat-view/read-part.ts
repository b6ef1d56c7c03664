import { asList, asRecord, asText, textOf, unpackJson, type JsonRecord } from '../json-view/json-fields.ts';
import type { JsonValue } from '../json-view/parse-json.ts';
import { printJson } from '../json-view/print-json.tsx';
import type { ChatPart } from './chat-message.ts';
import { readFilePart } from './read-file-part.ts';

/** A message's content: a text, one part, or a list of parts, in any vendor's shape. */
export function readContent(content: JsonValue | undefined): ChatPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  const list = asList(content);
  return list === null ? readPart(content) : list.flatMap(readPart);
}

export function readPart(part: JsonValue): ChatPart[] {
  if (typeof part === 'string') return readContent(part);
  const record = asRecord(part);
  if (record === null) return [{ kind: 'data', value: part }];
  const type = textOf(record, 'type') ?? '';
  const read = PARTS[type];
  if (read !== undefined) return read(record);
  if (type.startsWith('tool-') || type === 'dynamic-tool') return readUiTool(record, type);
  return readUntyped(record) ?? readFilePart(record) ?? [{ kind: 'data', value: part }];
}

export const toolCall = (record: JsonRecord): ChatPart[] => {
  const inner = asRecord(record['function']) ?? record;
  return [
    {
      kind: 'tool-call',
      id: textOf(record, 'id', 'call_id', 'toolCallId', 'tool_call_id'),
      name: textOf(inner, 'name', 'toolName', 'tool_name') ?? 'tool',
      input: unpackJson(inner['arguments'] ?? inner['input'] ?? inner['args'] ?? null),
    },
  ];
};

const toolResult = (record: JsonRecord): ChatPart[] => [
  {
    kind: 'tool-result',
    id: textOf(record, 'tool_use_id', 'toolCallId', 'call_id', 'tool_call_id', 'id'),
    name: textOf(record, 'name', 'toolName', 'tool_name'),
    output: readOutput(record['output'] ?? record['result'] ?? record['response'] ?? record['content'] ?? null),
    failed: record['is_error'] === true || record['isError'] === true || textOf(record, 'status') === 'error',
  },
];

/** Results come as text, JSON, or parts of text; text is what people read. */
export function readOutput(output: JsonValue): JsonValue {
  const texts = asList(output)?.map((part) => textOf(asRecord(part) ?? {}, 'text') ?? null);
  if (texts !== undefined && texts.length > 0 && texts.every((text) => text !== null))
    return unpackJson(texts.join('\n'));
  const wrapped = asRecord(output);
  const type = wrapped === null ? null : asText(wrapped['type']);
  if (wrapped !== null && (type === 'text' || type === 'json') && wrapped['value'] !== undefined)
    return wrapped['value'];
  return unpackJson(output);
}

const text = (record: JsonRecord): ChatPart[] => readContent(textOf(record, 'text', 'content', 'refusal') ?? undefined);

function thinking(record: JsonRecord): ChatPart[] {
  const said =
    textOf(record, 'thinking', 'text', 'reasoning', 'content') ??
    (asList(record['summary']) ?? []).map((part) => textOf(asRecord(part) ?? {}, 'text') ?? '').join('\n\n');
  return [{ kind: 'thinking', text: said }];
}

const file = (record: JsonRecord): ChatPart[] => readFilePart(record) ?? [{ kind: 'data', value: record }];

const PARTS: Record<string, (record: JsonRecord) => ChatPart[]> = {
  text,
  input_text: text,
  output_text: text,
  refusal: text,
  thinking,
  reasoning: thinking,
  redacted_thinking: () => [{ kind: 'thinking', text: '' }],
  tool_use: toolCall,
  server_tool_use: toolCall,
  'tool-call': toolCall,
  tool_call: toolCall,
  function_call: toolCall,
  function: toolCall,
  tool_result: toolResult,
  web_search_tool_result: toolResult,
  'tool-result': toolResult,
  tool_call_response: toolResult,
  function_call_output: toolResult,
  image: file,
  image_url: file,
  input_image: file,
  document: file,
  file,
  input_file: file,
  input_audio: file,
  audio: file,
  blob: file,
  uri: file,
  'step-start': () => [],
};

/** Messages of the AI SDK's interface hold a call and its result in one part. */
function readUiTool(record: JsonRecord, type: string): ChatPart[] {
  const id = textOf(record, 'toolCallId');
  const name = textOf(record, 'toolName') ?? type.replace(/^tool-/, '');
  const error = textOf(record, 'errorText');
  const output = record['output'] ?? error;
  return [
    { kind: 'tool-call', id, name, input: record['input'] ?? null },
    ...(output === null ? [] : [{ kind: 'tool-result' as const, id, name, output, failed: error !== null }]),
  ];
}

/** Gemini names a part by the field it fills. */
function readUntyped(record: JsonRecord): ChatPart[] | null {
  const said = textOf(record, 'text');
  if (said !== null) return record['thought'] === true ? [{ kind: 'thinking', text: said }] : readContent(said);
  const call = asRecord(record['functionCall'] ?? record['function_call']);
  if (call !== null) return toolCall(call);
  const result = asRecord(record['functionResponse'] ?? record['function_response']);
  if (result !== null) return toolResult(result);
  const code = asRecord(record['executableCode']);
  if (code !== null) return readContent(`\`\`\`\n${textOf(code, 'code') ?? printJson(code)}\n\`\`\``);
  return null;
}
