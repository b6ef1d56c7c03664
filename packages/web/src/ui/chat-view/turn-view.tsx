import { useMemo, useState, type ReactNode } from 'react';
import { Markdown } from '../markdown.tsx';
import { readPayload, type Payload } from '../payload-view/payload-kind.ts';
import { PayloadView } from '../payload-view/payload-view.tsx';
import type { ChatMessage, ChatRole } from './chat-message.ts';
import { ChatPartView } from './chat-part.tsx';
import { spokenText } from './spoken-text.ts';

export interface TurnViewProps {
  title: string;
  text: string;
  /** Whose last words this payload brings: what a person asked, or what was answered. */
  speaker: Extract<ChatRole, 'user' | 'assistant'>;
}

/**
 * What one turn adds to a conversation. Payloads of models carry the whole history each time, and programs wrap the words
 * in records: only the words are shown, the rest on demand. Payloads without words are shown as they are.
 */
export function TurnView({ title, text, speaker }: TurnViewProps) {
  const words = useMemo(() => wordsOf(readPayload(text), speaker), [text, speaker]);
  const [whole, setWhole] = useState(false);
  const all = (
    // A tree fills its place, so that the place needs a width of its own.
    <div className="w-160 max-w-full">
      <PayloadView title={title} text={text} bare />
    </div>
  );
  if (words === null) return all;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {whole ? all : words.shown}
      {words.rest === null ? null : (
        <button
          type="button"
          onClick={() => setWhole(!whole)}
          className="self-start rounded-sm text-xs text-muted hover:text-ink hover:underline"
        >
          {whole ? 'Only what was said' : `and ${words.rest}`}
        </button>
      )}
    </div>
  );
}

/** What to show first, and what that leaves out. */
function wordsOf(
  { chat, json, views, words }: Payload,
  speaker: ChatRole,
): { shown: ReactNode; rest: string | null } | null {
  const last = chat?.messages.findLast(({ role }) => role === speaker);
  if (chat !== null && last !== undefined)
    return { shown: <Parts message={last} />, rest: more(chat.messages.length - 1, 'message') };
  const spoken = spokenText(json);
  if (spoken !== null) return { shown: <Markdown text={spoken.text} />, rest: more(spoken.others, 'field') };
  return views.includes('json') ? null : { shown: <Markdown text={words} />, rest: null };
}

const more = (count: number, noun: string): string | null =>
  count === 0 ? null : `${count} more ${noun}${count === 1 ? '' : 's'}`;

const Parts = ({ message }: { message: ChatMessage }) =>
  message.parts.length === 0 ? (
    <p className="text-sm text-faint">empty</p>
  ) : (
    message.parts.map((part, index) => <ChatPartView key={index} part={part} search="" />)
  );
