import { ChevronDown, ChevronUp, LoaderCircle, Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { formatInteger } from '#lib/format';
import { IconButton } from '#ui/icon-button';
import type { TraceViewState } from './use-trace-view.ts';

export interface TraceSearchBoxProps {
  inputRef: RefObject<HTMLInputElement | null>;
  view: Pick<TraceViewState, 'words' | 'find' | 'matches' | 'selectedId' | 'busy' | 'step'>;
}

/** Search within the trace: names at once, payloads as the server answers. Enter and shift+enter step. */
export function TraceSearchBox({ inputRef, view }: TraceSearchBoxProps) {
  const { words, find, step } = view;
  return (
    <div
      role="search"
      className="flex h-8 min-w-0 items-center gap-1 rounded border border-control bg-surface pr-1 pl-2 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent max-md:flex-1 md:w-72"
    >
      <Search className="size-4 shrink-0 text-muted" aria-hidden />
      <input
        ref={inputRef}
        aria-label="Search names and payloads of this trace"
        placeholder="Search in this trace"
        value={words}
        onChange={(event) => find(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          if (event.key !== 'Escape') return;
          event.preventDefault();
          find('');
          event.currentTarget.blur();
        }}
        className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-faint"
      />
      {words === '' ? null : (
        <>
          <Found view={view} />
          <IconButton icon={ChevronUp} label="Previous match" shortcut="N" size="sm" onClick={() => step(-1)} />
          <IconButton icon={ChevronDown} label="Next match" shortcut="n" size="sm" onClick={() => step(1)} />
          <IconButton icon={X} label="Clear the search" size="sm" onClick={() => find('')} />
        </>
      )}
    </div>
  );
}

/** Where among the matches the selected step is. */
function Found({ view: { matches, selectedId, busy } }: Pick<TraceSearchBoxProps, 'view'>) {
  const at = selectedId === null ? -1 : matches.indexOf(selectedId);
  const place = `${at < 0 ? '–' : formatInteger(at + 1)} of ${formatInteger(matches.length)}`;
  return (
    <span className="flex shrink-0 items-center gap-1 text-xs text-muted" aria-live="polite">
      {busy ? <LoaderCircle className="size-3.5 animate-spin" aria-label="Searching payloads" /> : null}
      {matches.length > 0 ? place : busy ? '' : 'none'}
    </span>
  );
}
