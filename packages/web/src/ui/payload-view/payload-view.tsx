import { useMemo, useState } from 'react';
import { formatBytes } from '#lib/format';
import { Button } from '../button.tsx';
import { ChatView } from '../chat-view/chat-view.tsx';
import { CopyButton } from '../copy-button.tsx';
import { JsonView } from '../json-view/json-view.tsx';
import { Markdown } from '../markdown.tsx';
import { FoldedText } from '../plain-view.tsx';
import { Segmented } from '../segmented.tsx';
import { LARGE_PAYLOAD, readPayload, type Payload, type PayloadView as View } from './payload-kind.ts';

export interface PayloadViewProps {
  /** What it is: `Input`, `Output`, a field's name. */
  title: string;
  /** The payload as text (JSON text for structured values); null when there is none. */
  text: string | null;
  search?: string;
  /** Without title and switch, for bubbles in a conversation. */
  bare?: boolean;
}

/** A payload shown the way its content asks for, with a switch to the other ways. */
export function PayloadView({ title, text, search = '', bare = false }: PayloadViewProps) {
  const payload = useMemo(() => (text === null ? null : readPayload(text)), [text]);
  const [chosen, setChosen] = useState<View | null>(null);
  if (payload === null) return bare ? null : <Missing title={title} />;
  const view = chosen !== null && payload.views.includes(chosen) ? chosen : (payload.views[0] ?? 'text');
  if (bare) return <Shown payload={payload} view={view} title={title} search={search} />;
  return (
    <section aria-label={title} className="min-w-0">
      <header className="flex h-9 items-center gap-2">
        <h3 className="text-sm font-semibold">{title}</h3>
        <span className="text-xs text-faint">{formatBytes(payload.sizeBytes)}</span>
        <span className="ml-auto" />
        {payload.views.length < 2 ? null : (
          <Segmented
            label={`Show ${title.toLowerCase()} as`}
            value={view}
            onChange={setChosen}
            options={payload.views.map((value) => ({ value, label: LABELS[value] }))}
          />
        )}
        <CopyButton text={payload.words} label={`Copy ${title.toLowerCase()}`} />
      </header>
      <Shown payload={payload} view={view} title={title} search={search} />
    </section>
  );
}

const LABELS: Record<View, string> = { chat: 'Chat', markdown: 'Markdown', json: 'JSON', text: 'Text' };

function Shown({ payload, view, title, search }: { payload: Payload; view: View; title: string; search: string }) {
  if (view === 'chat' && payload.chat !== null) return <ChatView conversation={payload.chat} search={search} />;
  if (view === 'json' && payload.json !== undefined)
    return <JsonView value={payload.json} label={title} search={search} />;
  if (view === 'markdown') return <Markdown text={payload.words} search={search} />;
  if (payload.words === '') return <p className="text-sm text-faint">An empty text</p>;
  return (
    <>
      {payload.text.length > LARGE_PAYLOAD ? <TooLarge text={payload.text} title={title} /> : null}
      <FoldedText text={payload.words} limit={20_000} search={search} />
    </>
  );
}

/** Very large payloads are parsed only when asked for: the page stays quick for everybody else. */
function TooLarge({ text, title }: { text: string; title: string }) {
  const save = (): void => {
    const url = URL.createObjectURL(new Blob([text]));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${title.toLowerCase()}.txt`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <p className="mb-2 flex items-center gap-2 text-sm text-muted">
      {formatBytes(text.length)} is too much to read as a tree here.
      <Button size="sm" onClick={save}>
        Download
      </Button>
    </p>
  );
}

const Missing = ({ title }: { title: string }) => (
  <section aria-label={title} className="flex h-9 items-center gap-2">
    <h3 className="text-sm font-semibold">{title}</h3>
    <span className="text-sm text-faint">none was sent</span>
  </section>
);
