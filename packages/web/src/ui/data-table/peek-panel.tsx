import { ChevronDown, ChevronUp, Maximize2, X } from 'lucide-react';
import { useState, type PointerEvent, type ReactNode } from 'react';
import { IconButton } from '#ui/icon-button';
import { Sheet } from '#ui/sheet';
import { readStored, writeStored } from '#lib/stored';
import { usePhone } from '#lib/use-media';
import type { RowCursor } from './use-row-cursor.ts';

export interface PeekPanelProps {
  label: string;
  id: string;
  cursor: RowCursor;
  /** Whether the row has a page of its own. */
  hasPage: boolean;
  children: ReactNode;
}

/** The selected row beside the table; at phone width, over it. */
export function PeekPanel({ label, id, cursor, hasPage, children }: PeekPanelProps) {
  const phone = usePhone();
  const [width, setWidth] = useState(() => Math.max(MIN, Number(readStored('peek.width')) || 560));
  const content = (
    <>
      <header className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-2">
        <IconButton icon={ChevronUp} label="Previous" shortcut="k" size="sm" onClick={() => cursor.move(-1)} />
        <IconButton icon={ChevronDown} label="Next" shortcut="j" size="sm" onClick={() => cursor.move(1)} />
        <span className="min-w-0 flex-1 truncate px-1 font-mono text-xs text-muted">{id}</span>
        {hasPage ? (
          <IconButton
            icon={Maximize2}
            label="Open the page"
            shortcut="mod+enter"
            size="sm"
            onClick={() => cursor.openPage(id)}
          />
        ) : null}
        <IconButton icon={X} label="Close" shortcut="escape" size="sm" onClick={cursor.close} />
      </header>
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
    </>
  );
  if (phone) {
    return (
      <Sheet open onOpenChange={(open) => !open && cursor.close()} title={label}>
        {content}
      </Sheet>
    );
  }
  return (
    <aside
      aria-label={label}
      className="relative flex h-full min-h-0 max-w-[72%] shrink-0 flex-col border-l border-line bg-surface"
      style={{ width }}
    >
      <PanelEdge width={width} onChange={setWidth} />
      {content}
    </aside>
  );
}

const MIN = 320;

function PanelEdge({ width, onChange }: { width: number; onChange: (width: number) => void }) {
  const change = (next: number): void => {
    const bounded = Math.max(MIN, Math.min(next, innerWidth * 0.72));
    onChange(bounded);
    writeStored('peek.width', String(Math.round(bounded)));
  };
  const drag = (event: PointerEvent<HTMLSpanElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) change(width - event.movementX);
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the panel"
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') change(width + 24);
        if (event.key === 'ArrowRight') change(width - 24);
      }}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none hover:bg-accent/25"
    />
  );
}
