import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState, type PointerEvent } from 'react';
import { Checkbox } from '#ui/checkbox';
import type { ListStateHandle } from '#lib/use-list-state';
import { HEAD_HEIGHT, gridStyle, isRight } from './cell-style.ts';
import type { DataTableProps } from './table-types.ts';
import type { RowSelection } from './use-row-selection.ts';
import type { ShownColumn, TableLayout } from './use-table-layout.ts';

export interface TableHeadProps {
  layout: TableLayout;
  selection: RowSelection | null;
  order: ListStateHandle['order'];
  defaultOrder: DataTableProps<object>['defaultOrder'];
  setOrder: (order: ListStateHandle['order']) => void;
}

export function TableHead({ layout, selection, order, defaultOrder, setOrder }: TableHeadProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const current = order ?? defaultOrder ?? null;
  const drop = (before: string): void => {
    if (dragged !== null) layout.move(dragged, before);
    setDragged(null);
    setOver(null);
  };
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-canvas">
      <div
        role="row"
        className="grid items-stretch"
        style={{ ...gridStyle(layout.shown, selection !== null), height: HEAD_HEIGHT }}
      >
        {selection === null ? null : (
          <div role="columnheader" className="sticky left-0 z-2 flex items-center justify-center bg-canvas">
            <Checkbox label="Select all loaded rows" checked={selection.all} onCheckedChange={selection.toggleAll} />
          </div>
        )}
        {layout.shown.map((shown, index) => (
          <HeadCell
            key={shown.name}
            shown={shown}
            sticky={index === 0 ? (selection === null ? 0 : 36) : null}
            direction={current?.column === shown.name ? current.direction : null}
            onSort={() => setOrder(nextOrder(shown.name, current))}
            onResize={(width, done) => layout.resize(shown.name, width, done)}
            over={over === shown.name && dragged !== null && dragged !== shown.name}
            onDragStart={() => setDragged(shown.name)}
            onDragOver={() => setOver(shown.name)}
            onDrop={() => drop(shown.name)}
          />
        ))}
      </div>
    </div>
  );
}

/** Descending first, since people look for the slowest, dearest and latest. */
const nextOrder = (column: string, current: { column: string; direction: 'asc' | 'desc' } | null) =>
  ({ column, direction: current?.column === column && current.direction === 'desc' ? 'asc' : 'desc' }) as const;

interface HeadCellProps {
  shown: ShownColumn;
  /** Distance from the left when the column stays in view. */
  sticky: number | null;
  direction: 'asc' | 'desc' | null;
  onSort: () => void;
  onResize: (width: number, done: boolean) => void;
  over: boolean;
  onDragStart: () => void;
  onDragOver: () => void;
  onDrop: () => void;
}

function HeadCell({
  shown,
  sticky,
  direction,
  onSort,
  onResize,
  over,
  onDragStart,
  onDragOver,
  onDrop,
}: HeadCellProps) {
  const { column } = shown;
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
  const label = <span className="truncate">{column.label}</span>;
  const classes = clsx(
    'flex h-full min-w-0 flex-1 items-center gap-1 px-2.5 text-xs font-medium',
    // The arrow stands inside, so that the label ends where the digits do.
    isRight(column) && 'flex-row-reverse justify-start',
    direction === null ? 'text-muted' : 'text-ink',
  );
  return (
    <div
      role="columnheader"
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      title={column.description}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        onDragStart();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        onDragOver();
      }}
      onDrop={onDrop}
      style={sticky === null ? undefined : { left: sticky }}
      className={clsx(
        'group relative flex min-w-0 items-center bg-canvas',
        sticky !== null && 'sticky z-2',
        over && 'shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {column.sortable === true ? (
        <button type="button" onClick={onSort} className={clsx(classes, 'rounded-sm -outline-offset-2 hover:text-ink')}>
          {label}
          <Arrow
            className={clsx('size-3 shrink-0', direction === null ? 'opacity-0 group-hover:opacity-50' : '')}
            aria-hidden
          />
        </button>
      ) : (
        <span className={classes}>{label}</span>
      )}
      <ResizeHandle label={column.label} width={shown.width} onResize={onResize} />
    </div>
  );
}

function ResizeHandle({
  label,
  width,
  onResize,
}: {
  label: string;
  width: number;
  onResize: (width: number, done: boolean) => void;
}) {
  const start = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    const from = event.clientX;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => onResize(width + moved.clientX - from, false);
    const end = (ended: globalThis.PointerEvent): void => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', end);
      handle.removeEventListener('pointercancel', end);
      onResize(width + ended.clientX - from, true);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={width}
      tabIndex={0}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={start}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        onResize(width + (event.key === 'ArrowLeft' ? -16 : 16), true);
      }}
      className="absolute inset-y-1.5 right-0 z-1 w-1.5 cursor-col-resize touch-none border-r border-transparent group-hover:border-line-strong hover:border-accent!"
    />
  );
}
