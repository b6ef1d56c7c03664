import { Brain, CornerDownRight, FileText, Wrench } from 'lucide-react';
import { formatBytes } from '#lib/format';
import { JsonView } from '../json-view/json-view.tsx';
import { jsonSizeBytes } from '../json-view/json-size.ts';
import { isBranch, type JsonValue } from '../json-view/parse-json.ts';
import { printLeaf } from '../json-view/print-json.tsx';
import { Markdown } from '../markdown.tsx';
import { MediaChip } from '../payload-view/media-chip.tsx';
import { readMediaReference } from '../payload-view/media-reference.ts';
import { FoldedText } from '../plain-view.tsx';
import { ChatImage } from './chat-image.tsx';
import type { ChatPart } from './chat-message.ts';
import { Fold } from './fold.tsx';

const SHORT = 2500;

export function ChatPartView({ part, search }: { part: ChatPart; search: string }) {
  switch (part.kind) {
    case 'text':
      return <Markdown text={part.text} search={search} />;
    case 'thinking':
      return <Thinking text={part.text} search={search} />;
    case 'tool-call':
      return (
        <ToolBox
          icon={<Wrench className="size-3.5 text-type-tool" aria-hidden />}
          name={part.name}
          id={part.id}
          note="call"
        >
          <Value value={part.input} label={`Arguments of ${part.name}`} search={search} />
        </ToolBox>
      );
    case 'tool-result':
      return (
        <ToolBox
          icon={<CornerDownRight className="size-3.5 text-type-tool" aria-hidden />}
          name={part.name ?? 'result'}
          id={part.id}
          note={part.failed ? 'failed' : 'result'}
          failed={part.failed}
        >
          <Value value={part.output} label="Result" search={search} />
        </ToolBox>
      );
    case 'image':
      return <ChatImage url={part.url} />;
    case 'file':
      return <FilePart label={part.label} url={part.url} />;
    case 'data':
      return <Value value={part.value} label="Part" search={search} />;
  }
}

function Thinking({ text, search }: { text: string; search: string }) {
  if (text === '')
    return (
      <p className="flex items-center gap-1.5 text-xs text-faint">
        <Brain className="size-3.5" aria-hidden /> Thinking, withheld by the vendor
      </p>
    );
  const title = (
    <span className="inline-flex items-center gap-1.5">
      <Brain className="size-3.5" aria-hidden /> Thinking
    </span>
  );
  return (
    <Fold
      title={title}
      aside={formatBytes(text.length)}
      open={search !== '' && text.toLowerCase().includes(search.toLowerCase())}
    >
      <div className="border-l-2 border-line pl-2.5 text-muted">
        <Markdown text={text} search={search} />
      </div>
    </Fold>
  );
}

interface ToolBoxProps {
  icon: React.ReactNode;
  name: string;
  id: string | null;
  note: string;
  failed?: boolean;
  children: React.ReactNode;
}

function ToolBox({ icon, name, id, note, failed = false, children }: ToolBoxProps) {
  return (
    <div className={`min-w-0 rounded border bg-surface ${failed ? 'border-error/50' : 'border-line'}`}>
      <div className="flex h-7 items-center gap-1.5 border-b border-line px-2.5">
        {icon}
        <span className="truncate font-mono text-sm font-medium">{name}</span>
        <span className={`text-xs ${failed ? 'text-error-text' : 'text-faint'}`}>{note}</span>
        {id === null ? null : <span className="ml-auto max-w-40 truncate font-mono text-xs text-faint">{id}</span>}
      </div>
      <div className="min-w-0 px-2.5 py-1.5">{children}</div>
    </div>
  );
}

/** A text as text, everything else as a tree; large trees wait behind their size. */
function Value({ value, label, search }: { value: JsonValue; label: string; search: string }) {
  if (typeof value === 'string') {
    const media = readMediaReference(value);
    return media === null ? <FoldedText text={value} limit={SHORT} search={search} /> : <MediaChip media={media} />;
  }
  if (!isBranch(value)) return <code className="font-mono text-sm">{printLeaf(value)}</code>;
  return <JsonView value={value} label={label} search={search} bare={jsonSizeBytes(value) < SHORT} />;
}

function FilePart({ label, url }: { label: string; url: string | null }) {
  const media = url === null ? null : readMediaReference(url);
  if (media !== null) return <MediaChip media={media} />;
  return (
    <span className="inline-flex h-6 items-center gap-1.5 self-start rounded-sm border border-line-strong px-2 text-xs text-muted">
      <FileText className="size-3.5" aria-hidden /> {label}
      {url?.startsWith('data:') === true ? <span className="text-faint">{formatBytes(url.length * 0.75)}</span> : null}
    </span>
  );
}
