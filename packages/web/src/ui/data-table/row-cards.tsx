import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import { Skeleton } from '#ui/skeleton';
import { CellContent } from './cell-content.tsx';
import type { DataTableProps } from './table-types.ts';
import { useEndless } from './use-endless.ts';
import type { RowCursor } from './use-row-cursor.ts';
import type { ShownColumn } from './use-table-layout.ts';

const NO_SCALE = { longestMs: {} };

/** The table at phone width: a card for each row, the shown columns as small labelled values. */
export function RowCards<Row extends object>({
  table,
  rows,
  shown,
  cursor,
}: {
  table: DataTableProps<Row>;
  rows: readonly Row[];
  shown: readonly ShownColumn[];
  cursor: RowCursor;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const count = rows.length + (table.hasMore === true ? 1 : 0);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 112,
    overscan: 6,
    getItemKey: (index) => (rows[index] === undefined ? 'more' : table.rowId(rows[index])),
  });
  useEndless({ lastShown: virtualizer.getVirtualItems().at(-1)?.index ?? 0, loaded: rows.length, table });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto" role="list" aria-label={table.label}>
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="listitem"
              className="absolute inset-x-0 top-0 border-b border-line bg-surface"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row === undefined ? (
                <CardSkeleton />
              ) : (
                <Card table={table} row={row} shown={shown} onOpen={() => cursor.open(table.rowId(row))} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Card<Row extends object>({
  table,
  row,
  shown,
  onOpen,
}: {
  table: DataTableProps<Row>;
  row: Row;
  shown: readonly ShownColumn[];
  onOpen: () => void;
}) {
  const draw = ({ name, column }: ShownColumn): ReactNode =>
    table.cells?.[name]?.(row) ?? <CellContent name={name} column={column} row={row} scale={NO_SCALE} />;
  const title = shown.find(({ name }) => name === table.linkColumn) ?? shown[0];
  const time = shown.find(({ column, name }) => column.format === 'datetime' && name !== title?.name);
  const preview = shown.find(({ column }) => column.format === 'payload');
  const rest = shown.filter(
    (each) => each !== title && each !== time && each.column.format !== 'payload' && hasValue(row, each.name),
  );
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full flex-col gap-1.5 px-4 py-3 text-left -outline-offset-2 hover:bg-hover"
    >
      <span className="flex w-full items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{title === undefined ? null : draw(title)}</span>
        <span className="shrink-0 text-xs text-muted">{time === undefined ? null : draw(time)}</span>
      </span>
      {preview !== undefined && hasValue(row, preview.name) ? (
        <span className="flex w-full min-w-0">{draw(preview)}</span>
      ) : null}
      <span className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        {rest.map((each) => (
          <span key={each.name} className="inline-flex max-w-full min-w-0 items-center gap-1">
            {LABELLED.has(each.column.format) ? <span className="text-faint">{each.column.label}</span> : null}
            {draw(each)}
          </span>
        ))}
      </span>
    </button>
  );
}

/** Formats whose bare value would not say what it is. */
const LABELLED = new Set(['count', 'id', 'text', 'boolean', 'datetime']);

function hasValue(row: object, name: string): boolean {
  const value = (row as Record<string, unknown>)[name];
  return (
    value !== null &&
    value !== undefined &&
    value !== '' &&
    value !== 'DEFAULT' &&
    value !== 0 &&
    !(Array.isArray(value) && value.length === 0)
  );
}

export const CardSkeleton = () => (
  <div className="flex flex-col gap-2.5 px-4 py-3.5">
    <Skeleton className="h-3 w-2/5" />
    <Skeleton className="h-2.5 w-4/5" />
    <Skeleton className="h-2.5 w-3/5" />
  </div>
);
