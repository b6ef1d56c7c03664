import clsx from 'clsx';
import { useMemo, useState } from 'react';
import { formatBytes } from '#lib/format';
import { Highlight } from './highlight.tsx';
import { MediaChip } from './payload-view/media-chip.tsx';
import { splitMedia } from './payload-view/media-reference.ts';

export interface PlainViewProps {
  text: string;
  search?: string;
  mono?: boolean;
}

const BLOCK = 8000;

/**
 * Text as it is. Long texts are cut into blocks that the browser lays out only when they come near the screen, so that
 * megabytes stay scrollable and can still be searched and selected.
 */
function PlainView({ text, search = '', mono = true }: PlainViewProps) {
  const blocks = useMemo(() => cutAtLines(text), [text]);
  return (
    <div
      className={clsx('break-words whitespace-pre-wrap text-ink', mono ? 'font-mono text-sm leading-5' : 'text-base')}
    >
      {blocks.map((block, index) => (
        <div
          key={index}
          className={blocks.length > 1 ? '[contain-intrinsic-size:auto_1600px] [content-visibility:auto]' : ''}
        >
          <MediaText text={block} search={search} />
        </div>
      ))}
    </div>
  );
}

export interface FoldedTextProps extends PlainViewProps {
  /** Characters shown before the person asks for all. */
  limit: number;
}

/** A text that folds to its beginning and says how much there is. */
export function FoldedText({ text, limit, ...rest }: FoldedTextProps) {
  const [whole, setWhole] = useState(false);
  if (text.length <= limit * 1.2) return <PlainView text={text} {...rest} />;
  return (
    <div className="min-w-0">
      <PlainView text={whole ? text : `${text.slice(0, limit)}…`} {...rest} />
      <button
        type="button"
        onClick={() => setWhole(!whole)}
        className="mt-1 rounded-sm bg-sunken px-1.5 py-0.5 text-xs text-accent-text hover:bg-hover"
      >
        {whole ? 'Show less' : `Show all ${formatBytes(text.length)}`}
      </button>
    </div>
  );
}

function MediaText({ text, search }: { text: string; search: string }) {
  return splitMedia(text).map((part, index) =>
    typeof part === 'string' ? (
      <Highlight key={index} text={part} search={search} />
    ) : (
      <MediaChip key={index} media={part} />
    ),
  );
}

/** Blocks of about `BLOCK` characters that end at a line's end where there is one. */
function cutAtLines(text: string): string[] {
  const blocks: string[] = [];
  let from = 0;
  while (text.length - from > BLOCK * 1.5) {
    const newline = text.indexOf('\n', from + BLOCK);
    const at = newline < 0 || newline > from + BLOCK * 3 ? from + BLOCK : newline + 1;
    blocks.push(text.slice(from, at));
    from = at;
  }
  return [...blocks, text.slice(from)];
}
