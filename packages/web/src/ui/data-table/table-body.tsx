import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef } from 'react';
import { Skeleton } from '#ui/skeleton';
import { durationMs } from './cell-content.tsx';
import { SELECT_WIDTH, gridStyle, isRight } from './cell-style.ts';
import { TableRow } from './table-row.tsx';
import type { CellScale, DataTableProps } from './table-types.ts';
import type { RowCursor } from './use-row-cursor.ts';
import type { RowSelection } from './use-row-selection.ts';
import type { ShownColumn, TableLayout } from './use-table-layout.ts';

export interface TableBodyProps<Row extends object> {
  table: DataTableProps<Row>;
  rows: readonly Row[];
  layout: TableLayout;
  selection: RowSelection | null;
  cursor: RowCursor;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  rowHeight: number;
}

export function TableBody<Row extends object>({
  table,
  rows,
  layout,
  selection,
  cursor,
  virtualizer,
  rowHeight,
}: TableBodyProps<Row>) {
  const { shown } = layout;
  const scale = useMemo(() => measureScale(rows, shown), [rows, shown]);
  const selectable = selection !== null;
  const onOpen = useStable(cursor.open);
  const grid = useMemo(() => gridStyle(shown, selectable), [shown, selectable]);
  return (
    <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize(), minWidth: grid.minWidth }}>
      {virtualizer.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (row === undefined)
          return (
            <SkeletonRow
              key={item.key}
              shown={shown}
              selectable={selection !== null}
              height={rowHeight}
              top={item.start}
            />
          );
        const id = table.rowId(row);
        return (
          <TableRow
            key={id}
            id={id}
            row={row}
            index={item.index}
            shown={shown}
            scale={scale}
            grid={grid}
            height={rowHeight}
            top={item.start}
            current={cursor.current === id}
            selected={selection === null ? null : selection.ids.has(id)}
            href={table.href?.(row) ?? null}
            linkColumn={table.linkColumn}
            cells={table.cells}
            actions={table.rowActions}
            onOpen={onOpen}
            onSelect={selection?.toggle ?? ignore}
          />
        );
      })}
    </div>
  );
}

const ignore = (): void => {};

/** The same function for ever, doing what the latest one does: rows are drawn again only when they change. */
function useStable(run: (id: string) => void): (id: string) => void {
  const latest = useRef(run);
  latest.current = run;
  return useCallback((id: string) => latest.current(id), []);
}

/** The largest duration of each duration column, so that bars compare within the page. */
function measureScale(rows: readonly object[], shown: readonly ShownColumn[]): CellScale {
  const names = shown.filter(({ column }) => column.format === 'duration').map(({ name }) => name);
  const longest = (name: string): number => rows.reduce((max, row) => Math.max(max, durationMs(row, name) ?? 0), 0);
  return { longestMs: Object.fromEntries(names.map((name) => [name, longest(name)])) };
}

export function SkeletonRow({
  shown,
  selectable,
  height,
  top,
}: {
  shown: readonly ShownColumn[];
  selectable: boolean;
  height: number;
  top: number;
}) {
  return (
    <div
      className="absolute top-0 left-0 grid w-full items-center border-b border-line bg-surface"
      style={{ ...gridStyle(shown, selectable), height, transform: `translateY(${top}px)` }}
    >
      {selectable ? <span style={{ width: SELECT_WIDTH }} /> : null}
      {shown.map(({ name, column, width }) => (
        <span key={name} className={isRight(column) ? 'flex justify-end px-2.5' : 'px-2.5'}>
          <span className="block" style={{ width: skeletonWidth(width, name.length * 7 + (top / height) * 3) }}>
            <Skeleton className="h-2.5 w-full" />
          </span>
        </span>
      ))}
    </div>
  );
}

/** Uneven, as real values are, and the same at every draw. */
const skeletonWidth = (width: number, seed: number): number =>
  Math.max(20, Math.min(width - 24, width * (0.3 + (Math.round(seed) % 6) / 11)));
