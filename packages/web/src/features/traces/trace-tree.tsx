import { useMemo, useState } from 'react';
import { formatInteger } from '#lib/format';
import { readStored, writeStored } from '#lib/stored';
import { ErrorState } from '#ui/error-state';
import { SpanTree } from '#ui/span-tree/span-tree';
import type { SpanTreeState } from '#ui/span-tree/use-span-tree';
import { TreeLines } from './trace-loading.tsx';
import type { useTraceSkeleton } from './use-trace-skeleton.ts';

export interface TraceTreeProps {
  state: SpanTreeState;
  skeleton: ReturnType<typeof useTraceSkeleton>;
  /** How many steps the trace has, as the server counts. */
  total: number;
  openEndUs: number;
  search: string;
  matches: readonly string[];
  timeline: boolean;
}

/** The tree with its states: reading, part of it read, failed, empty. */
export function TraceTree({ state, skeleton, total, openEndUs, search, matches, timeline }: TraceTreeProps) {
  const [width, setWidth] = useState(readTreeWidth);
  const matched = useMemo(() => new Set(matches), [matches]);
  const shown = state.tree.nodes.length;
  if (skeleton.error !== null && shown === 0)
    return <ErrorState title="The steps could not be read" error={skeleton.error} onRetry={skeleton.retry} />;
  if (skeleton.loading) return <TreeLines />;
  if (shown === 0)
    return (
      <p className="p-4 text-sm text-muted">
        This trace has no steps. It was sent as a trace alone; its input and output are at the right.
      </p>
    );
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      {skeleton.complete ? null : (
        <ReadSoFar
          read={skeleton.read}
          total={Math.max(total, skeleton.read)}
          onRetry={skeleton.error === null ? null : skeleton.retry}
        />
      )}
      <div className="min-h-0 flex-1">
        <SpanTree
          state={state}
          label="Steps of the trace"
          treeWidth={width}
          onTreeWidth={(next) => {
            setWidth(next);
            writeStored('trace.treeWidth', String(next));
          }}
          timeline={timeline}
          openEndUs={openEndUs}
          search={search}
          matches={matched}
          onOpen={focusDetail}
        />
      </div>
    </div>
  );
}

const readTreeWidth = (): number => Math.max(160, Number(readStored('trace.treeWidth')) || 320);

/** Enter goes on to the details, where the keyboard then scrolls. */
const focusDetail = (): void =>
  document.querySelector<HTMLElement>('[data-detail] [role="tab"][data-state="active"]')?.focus();

interface ReadSoFarProps {
  read: number;
  total: number;
  /** Given when reading stopped at an error. */
  onRetry: (() => void) | null;
}

const ReadSoFar = ({ read, total, onRetry }: ReadSoFarProps) => (
  <div className="relative shrink-0 border-b border-line px-3 py-1 text-xs text-muted" role="status">
    {formatInteger(read)} of {formatInteger(total)} steps
    {onRetry === null ? null : (
      <>
        {' — '}
        <span className="text-error-text">the others could not be read.</span>{' '}
        <button type="button" onClick={onRetry} className="text-accent-text underline">
          Try again
        </button>
      </>
    )}
    <span
      aria-hidden
      className="absolute bottom-0 left-0 h-0.5 bg-accent"
      style={{ width: `${Math.min(100, (read / Math.max(1, total)) * 100)}%` }}
    />
  </div>
);
