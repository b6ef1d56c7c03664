import { readChat } from '../chat-view/read-chat.ts';
import type { Conversation } from '../chat-view/chat-message.ts';
import { isBranch, parseJson, type JsonValue } from '../json-view/parse-json.ts';

export const PAYLOAD_VIEWS = ['chat', 'markdown', 'json', 'text'] as const;
export type PayloadView = (typeof PAYLOAD_VIEWS)[number];

/** A payload as it was sent, what it holds, and the ways it can be shown, the best one first. */
export interface Payload {
  text: string;
  /** As UTF-8. */
  sizeBytes: number;
  json: JsonValue | undefined;
  chat: Conversation | null;
  /** The words to show as text: the string inside, when the payload is the JSON of one string. */
  words: string;
  views: PayloadView[];
}

/** Payloads beyond this size are shown as text until the person asks for more. */
export const LARGE_PAYLOAD = 4_000_000;

/** Decides by content how a payload is best read. */
export function readPayload(text: string): Payload {
  const json = text.length <= LARGE_PAYLOAD && /^\s*[[{"]/.test(text) ? parseJson(text) : undefined;
  const words = typeof json === 'string' ? json : text;
  const plain = { text, sizeBytes: new Blob([text]).size, json, chat: null, words };
  if (json === undefined || typeof json === 'string') {
    return { ...plain, json: undefined, views: looksLikeMarkdown(words) ? ['markdown', 'text'] : ['text', 'markdown'] };
  }
  if (!isBranch(json)) return { ...plain, views: ['text'] };
  const chat = readChat(json);
  return { ...plain, chat, views: chat === null ? ['json', 'text'] : ['chat', 'json', 'text'] };
}

/** Signs that a writer meant Markdown; a single star or dash is not one. */
export function looksLikeMarkdown(text: string): boolean {
  const beginning = text.slice(0, 20_000);
  return MARKDOWN.some((sign) => sign.test(beginning));
}

const MARKDOWN = [
  /^#{1,6} \S/m,
  /^```/m,
  /\*\*[^*\s][^*]*\*\*/,
  /^\s*[-*] .+\n\s*[-*] /m,
  /^\s*\d+\. .+\n+\s*\d+\. /m,
  /\[[^\]\n]+\]\([^)\s]+\)/,
  /^\|.+\|\s*\n\|[\s:|-]+\|/m,
  /^> \S/m,
];
