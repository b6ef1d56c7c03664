import { Bot, Settings2, User, Wrench, type LucideIcon } from 'lucide-react';
import clsx from 'clsx';
import { useState } from 'react';
import { formatInteger } from '#lib/format';
import { Button } from '../button.tsx';
import { JsonView } from '../json-view/json-view.tsx';
import type { ChatMessage, ChatRole, Conversation } from './chat-message.ts';
import { ChatPartView } from './chat-part.tsx';
import { ChatTools } from './chat-tools.tsx';
import { Fold } from './fold.tsx';

export interface ChatViewProps {
  conversation: Conversation;
  search?: string;
}

const FIRST = 12;
const LAST = 8;

/** Messages in order, each marked by who speaks. Long conversations show their beginning and their end first. */
export function ChatView({ conversation, search = '' }: ChatViewProps) {
  const [whole, setWhole] = useState(false);
  const { messages, tools, rest } = conversation;
  const hidden = whole || search !== '' ? 0 : Math.max(0, messages.length - FIRST - LAST);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <ChatTools tools={tools} />
      {messages.map((message, index) => {
        if (hidden > 0 && index >= FIRST && index < FIRST + hidden) {
          if (index > FIRST) return null;
          return (
            <Button key="hidden" size="sm" className="self-center" onClick={() => setWhole(true)}>
              Show {formatInteger(hidden)} more messages
            </Button>
          );
        }
        return <Message key={index} message={message} search={search} />;
      })}
      {rest === null ? null : (
        <Fold title={`Other fields: ${Object.keys(rest).join(', ')}`}>
          <JsonView value={rest} label="Other fields" search={search} />
        </Fold>
      )}
    </div>
  );
}

function Message({ message, search }: { message: ChatMessage; search: string }) {
  const { icon: Icon, label, box, tone } = LOOKS[message.role];
  return (
    <section aria-label={message.name ?? label} className={clsx('min-w-0 rounded border px-3 pt-1.5 pb-2.5', box)}>
      <h4 className={clsx('mb-1 flex items-center gap-1.5 text-xs font-medium', tone)}>
        <Icon className="size-3.5" aria-hidden />
        {label}
        {message.name === null ? null : <span className="font-normal text-muted">{message.name}</span>}
      </h4>
      <div className="flex min-w-0 flex-col gap-2">
        {message.parts.length === 0 ? <p className="text-sm text-faint">empty</p> : null}
        {message.parts.map((part, index) => (
          <ChatPartView key={index} part={part} search={search} />
        ))}
      </div>
    </section>
  );
}

const LOOKS = {
  system: { label: 'System', icon: Settings2, box: 'border-line bg-sunken', tone: 'text-muted' },
  user: { label: 'User', icon: User, box: 'border-line bg-surface', tone: 'text-ink' },
  assistant: { label: 'Assistant', icon: Bot, box: 'border-accent/25 bg-accent-soft/60', tone: 'text-accent-text' },
  tool: { label: 'Tool', icon: Wrench, box: 'border-line bg-surface', tone: 'text-type-tool' },
} as const satisfies Record<ChatRole, { label: string; icon: LucideIcon; box: string; tone: string }>;
