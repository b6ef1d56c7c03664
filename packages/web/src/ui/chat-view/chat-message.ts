import type { JsonValue } from '../json-view/parse-json.ts';

/** One piece of a message, whatever vendor's shape it came in. */
export type ChatPart =
  | { kind: 'text'; text: string }
  | { kind: 'thinking'; text: string }
  | { kind: 'tool-call'; id: string | null; name: string; input: JsonValue }
  | { kind: 'tool-result'; id: string | null; name: string | null; output: JsonValue; failed: boolean }
  | { kind: 'image'; url: string }
  | { kind: 'file'; label: string; url: string | null }
  | { kind: 'data'; value: JsonValue };

export type ChatRole = 'system' | 'user' | 'assistant' | 'tool';

export interface ChatMessage {
  role: ChatRole;
  /** What the sender called the role or itself, when it says more than the role. */
  name: string | null;
  parts: ChatPart[];
}

export interface ChatTool {
  name: string;
  description: string;
  definition: JsonValue;
}

export interface Conversation {
  messages: ChatMessage[];
  tools: ChatTool[];
  /** Fields beside the messages that are not shown as messages; null when there are none. */
  rest: { readonly [key: string]: JsonValue } | null;
}
