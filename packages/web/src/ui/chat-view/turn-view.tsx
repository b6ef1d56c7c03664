import { useMemo, useState } from 'react';
import { readPayload } from '../payload-view/payload-kind.ts';
import { PayloadView } from '../payload-view/payload-view.tsx';
import type { ChatMessage, ChatRole } from './chat-message.ts';
import { ChatPartView } from './chat-part.tsx';

export interface TurnViewProps {
  title: string;
  text: string;
  /** Whose last words this payload brings: what a person asked, or what was answered. */
  speaker: Extract<ChatRole, 'user' | 'assistant'>;
}

/**
 * What one turn adds to a conversation. Payloads of models carry the whole history each time, so only the speaker's last
 * message is shown, and the rest on demand; payloads that are no messages are shown as they are.
 */
export function TurnView({ title, text, speaker }: TurnViewProps) {
  const chat = useMemo(() => readPayload(text).chat, [text]);
  const [whole, setWhole] = useState(false);
  const last = chat?.messages.findLast(({ role }) => role === speaker) ?? null;
  if (chat === null || last === null) return <PayloadView title={title} text={text} bare />;
  const others = chat.messages.length - 1;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {whole ? <PayloadView title={title} text={text} bare /> : <Parts message={last} />}
      {others === 0 ? null : (
        <button
          type="button"
          onClick={() => setWhole(!whole)}
          className="self-start rounded-sm text-xs text-muted hover:text-ink hover:underline"
        >
          {whole ? 'Only the last message' : `and ${others} more ${others === 1 ? 'message' : 'messages'}`}
        </button>
      )}
    </div>
  );
}

const Parts = ({ message }: { message: ChatMessage }) =>
  message.parts.length === 0 ? (
    <p className="text-sm text-faint">empty</p>
  ) : (
    message.parts.map((part, index) => <ChatPartView key={index} part={part} search="" />)
  );
