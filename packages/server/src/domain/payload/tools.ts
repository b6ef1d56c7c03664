/** What a model was offered and what it called, found in the payload shapes that vendors and frameworks use. */
export interface ToolCalls {
  /** JSON text of each call: `{ id, name, arguments }`. */
  toolCalls: string[];
  /** The name of each call, in the same order. */
  toolCallNames: string[];
}

const MAX_TOOLS = 1000;
const MAX_DEPTH = 6;

/** Definitions by tool name, as JSON text, from a request such as `{ messages, tools: […] }`. */
export function readToolDefinitions(input: unknown): Record<string, string> {
  const definitions: Record<string, string> = Object.create(null) as Record<string, string>;
  const tools = isObject(input) ? (input['tools'] ?? input['functions']) : undefined;
  if (!Array.isArray(tools)) return definitions;
  for (const tool of tools.slice(0, MAX_TOOLS)) {
    for (const declared of declarationsOf(tool)) {
      const name = nameOf(declared);
      if (name !== '') definitions[name] = JSON.stringify(declared);
    }
  }
  return definitions;
}

/** Calls in a response: OpenAI `tool_calls`, Anthropic and AI SDK content parts, Gemini `functionCall`, Genkit `toolRequest`. */
export function readToolCalls(output: unknown): ToolCalls {
  const calls: ToolCalls = { toolCalls: [], toolCallNames: [] };
  collect(output, calls, 0);
  return calls;
}

/** The same from a payload as it is stored. Text that cannot hold a tool, or is very long, is not parsed. */
export function readToolCallsOfText(output: string | null): ToolCalls {
  return readToolCalls(mentionsTools(output) ? parsed(output) : null);
}

export function readToolDefinitionsOfText(input: string | null): Record<string, string> {
  return readToolDefinitions(mentionsTools(input) ? parsed(input) : null);
}

const MAX_PARSED_LENGTH = 1_000_000;

function mentionsTools(payload: string | null): payload is string {
  if (payload === null || payload.length > MAX_PARSED_LENGTH || !/^\s*[[{]/.test(payload)) return false;
  return payload.includes('tool') || payload.includes('function');
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

function collect(node: unknown, calls: ToolCalls, depth: number): void {
  if (depth > MAX_DEPTH || calls.toolCalls.length >= MAX_TOOLS) return;
  if (Array.isArray(node)) for (const item of node) collect(item, calls, depth + 1);
  if (!isObject(node)) return;
  const call = isCall(node) ? readCall(node) : null;
  if (call !== null) add(calls, call);
  else for (const key of CONTAINERS) if (typeof node[key] === 'object') collect(node[key], calls, depth + 1);
  if (call === null) for (const key of CALL_LISTS) collectListed(node[key], calls);
}

/** What stands in a list of calls is one, whatever it says of its type. */
function collectListed(list: unknown, calls: ToolCalls): void {
  if (!Array.isArray(list)) return;
  for (const item of list.slice(0, MAX_TOOLS - calls.toolCalls.length)) {
    const call = isObject(item) ? readCall(item) : null;
    if (call !== null) add(calls, call);
  }
}

const CALL_LISTS = ['tool_calls', 'toolCalls'];

/** Where else calls are found in a response; everything else in it is content. */
const CONTAINERS = ['content', 'parts', 'message', 'choices', 'output', 'candidates'];

const CALL_TYPES: ReadonlySet<unknown> = new Set(['tool_use', 'tool-call', 'tool_call', 'function_call', 'function']);

interface Call {
  id: string;
  name: string;
  arguments: string;
}

function add(calls: ToolCalls, call: Call): void {
  calls.toolCalls.push(JSON.stringify(call));
  calls.toolCallNames.push(call.name);
}

function isCall(node: Record<string, unknown>): boolean {
  const untyped = node['type'] === undefined && node['toolCallId'] !== undefined && node['result'] === undefined;
  return CALL_TYPES.has(node['type']) || untyped || innerCall(node) !== undefined;
}

function innerCall(node: Record<string, unknown>): Record<string, unknown> | undefined {
  return [node['function'], node['functionCall'], node['function_call'], node['toolRequest']].find(isObject);
}

function readCall(node: Record<string, unknown>): Call | null {
  const call = innerCall(node) ?? node;
  const name = nameOf(call);
  if (name === '') return null;
  const given = call['arguments'] ?? call['args'] ?? call['input'] ?? {};
  const id = node['id'] ?? node['call_id'] ?? node['toolCallId'] ?? call['ref'];
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  return { id: typeof id === 'string' ? id : '', name, arguments: text };
}

function declarationsOf(tool: unknown): Record<string, unknown>[] {
  if (!isObject(tool)) return [];
  const declarations = tool['functionDeclarations'] ?? tool['function_declarations'];
  if (Array.isArray(declarations)) return declarations.filter(isObject);
  return [isObject(tool['function']) ? tool['function'] : tool];
}

function nameOf(node: Record<string, unknown>): string {
  const name = node['name'] ?? node['toolName'];
  return typeof name === 'string' ? name : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
