import { useState } from 'react';
import { formatBytes } from '#lib/format';
import { Highlight } from '../highlight.tsx';
import { MediaChip } from '../payload-view/media-chip.tsx';
import { readMediaReference } from '../payload-view/media-reference.ts';
import { ExactNumber, type JsonValue } from './parse-json.ts';
import { printLeaf } from './print-json.tsx';

const LONG_TEXT = 240;

/** A value without children. Long texts fold to their beginning and say their size. */
export function JsonLeaf({ value, search }: { value: JsonValue; search: string }) {
  if (typeof value === 'string') return <JsonText text={value} search={search} />;
  const tone = value === null ? 'text-faint' : typeof value === 'boolean' ? 'text-type-chain' : 'text-type-embedding';
  const note =
    value instanceof ExactNumber ? 'More digits than a JavaScript number holds; shown as it was sent' : undefined;
  return (
    <span className={tone} title={note}>
      <Highlight text={printLeaf(value)} search={search} />
    </span>
  );
}

function JsonText({ text, search }: { text: string; search: string }) {
  const [whole, setWhole] = useState(false);
  const media = readMediaReference(text);
  if (media !== null) return <MediaChip media={media} />;
  // What is only a little longer is not worth a click.
  const long = text.length > LONG_TEXT * 2;
  const shown = long && !whole ? foldAround(text, search) : text;
  return (
    <span className="break-words whitespace-pre-wrap text-type-retriever">
      <span aria-hidden className="text-faint">
        "
      </span>
      <Highlight text={shown} search={search} />
      <span aria-hidden className="text-faint">
        "
      </span>
      {long ? (
        <button
          type="button"
          onClick={(event) => {
            event.stopPropagation();
            setWhole(!whole);
          }}
          className="ml-1.5 rounded-sm bg-sunken px-1 font-sans text-xs text-accent-text hover:bg-hover"
        >
          {whole ? 'show less' : `show all ${formatBytes(text.length)}`}
        </button>
      ) : null}
    </span>
  );
}

/** The beginning, or the surroundings of the first match when it lies further on. */
function foldAround(text: string, search: string): string {
  const at = search === '' ? -1 : text.toLowerCase().indexOf(search.toLowerCase());
  if (at < LONG_TEXT - search.length) return `${text.slice(0, LONG_TEXT)}…`;
  const from = Math.max(0, at - 60);
  return `…${text.slice(from, from + LONG_TEXT)}…`;
}
