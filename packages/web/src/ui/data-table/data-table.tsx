import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type ReactNode } from 'react';
import { ErrorState } from '#ui/error-state';
import { usePhone } from '#lib/use-media';
import { BatchBar } from './batch-bar.tsx';
import { HEAD_HEIGHT, SELECT_WIDTH } from './cell-style.ts';
import { PeekPanel } from './peek-panel.tsx';
import { CardSkeleton, RowCards } from './row-cards.tsx';
import { TableBar } from './table-bar.tsx';
import { SkeletonRow, TableBody } from './table-body.tsx';
import { TableHead } from './table-head.tsx';
import type { DataTableProps } from './table-types.ts';
import { useEndless } from './use-endless.ts';
import { useRowCursor, type RowCursor } from './use-row-cursor.ts';
import { useRowSelection, type RowSelection } from './use-row-selection.ts';
import { useTableLayout, type TableLayout } from './use-table-layout.ts';
import { useWidth } from './use-width.ts';

export type { DataTableProps } from './table-types.ts';

/**
 * The one table of the app. Columns come from the contract, rows from a list verb, everything a person changes goes to
 * the URL by `state`. It fills its parent's height; rows are virtual, so any number of them scrolls.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, rowId, state, columns } = props;
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const selectable = props.batchActions !== undefined;
  const layout = useTableLayout({
    columns,
    state,
    available: room === null ? null : room - SCROLLBAR - (selectable ? SELECT_WIDTH : 0),
  });
  const scroller = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => (rows ?? []).map(rowId), [rows, rowId]);
  const selection = useRowSelection(ids);
  const phone = usePhone();
  const rowHeight = state.density === 'compact' ? 26 : 32;
  const virtualizer = useVirtualizer({
    count: ids.length + (props.hasMore === true ? 3 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: HEAD_HEIGHT + 8,
    scrollPaddingEnd: 24,
    paddingEnd: 8,
    scrollMargin: 0,
    overscan: 12,
    enabled: !phone,
  });
  useRowHeight(virtualizer, rowHeight);
  const cursor = useRowCursor({
    orderedIds: ids,
    state,
    canPeek: props.peek !== undefined,
    hrefOf: (id) => hrefOf(props, ids, id),
    onSelect: selectable ? (id) => selection.toggle(id, false) : null,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  });
  useEndless({ lastShown: virtualizer.getVirtualItems().at(-1)?.index ?? 0, loaded: ids.length, table: props });
  const onFresh = (): void => {
    scroller.current?.scrollTo({ top: 0 });
    props.fresh?.apply();
  };
  const parts: Parts = { layout, selection: selectable ? selection : null, cursor };
  return (
    <div ref={frame} className="flex h-full min-h-0 min-w-0 flex-1">
      <section aria-label={props.label} className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        <TableBar
          label={props.label}
          columns={columns}
          state={state}
          layout={layout}
          loaded={rows?.length ?? null}
          failed={props.error !== undefined && props.error !== null}
          hasMore={props.hasMore ?? false}
          total={props.total}
          fresh={props.fresh}
          onFresh={onFresh}
          tools={props.tools}
        />
        {contentInstead(props) ??
          (phone ? (
            <PhoneContent table={props} parts={parts} />
          ) : (
            <div
              ref={scroller}
              tabIndex={0}
              role="table"
              aria-label={props.label}
              aria-rowcount={props.total?.exact === true ? props.total.count + 1 : -1}
              aria-busy={rows === undefined}
              className="min-h-0 flex-1 overflow-auto border-t border-line -outline-offset-2"
            >
              <TableHead
                layout={layout}
                selection={parts.selection}
                order={state.order}
                defaultOrder={props.defaultOrder}
                setOrder={(order) => state.set({ order })}
              />
              {rows === undefined ? (
                <Loading layout={layout} selectable={parts.selection !== null} rowHeight={rowHeight} />
              ) : (
                <TableBody
                  table={props}
                  rows={rows}
                  layout={layout}
                  selection={parts.selection}
                  cursor={cursor}
                  virtualizer={virtualizer}
                  rowHeight={rowHeight}
                />
              )}
            </div>
          ))}
        {parts.selection !== null && selection.ids.size > 0 ? (
          <BatchBar count={selection.ids.size} onClear={selection.clear}>
            {props.batchActions?.([...selection.ids], selection.clear)}
          </BatchBar>
        ) : null}
      </section>
      <Peek table={props} cursor={cursor} />
    </div>
  );
}

/** Room that a vertical scroll bar may take, in pixels. */
const SCROLLBAR = 12;

interface Parts {
  layout: TableLayout;
  selection: RowSelection | null;
  cursor: RowCursor;
}

/** An error or an empty list takes the place of the rows; the bar above stays, so that a filter can be undone. */
function contentInstead<Row extends object>({
  error,
  onRetry,
  rows,
  empty,
  label,
  hasMore,
}: DataTableProps<Row>): ReactNode {
  if (error !== undefined && error !== null) {
    return (
      <div className="min-h-0 flex-1 overflow-auto border-t border-line">
        <ErrorState
          title={`The ${label.toLowerCase()} could not be read`}
          error={error}
          kept="Your filter and columns are kept."
          {...(onRetry === undefined ? {} : { onRetry })}
        />
      </div>
    );
  }
  return rows !== undefined && rows.length === 0 && hasMore !== true ? (
    <div className="min-h-0 flex-1 overflow-auto border-t border-line">{empty}</div>
  ) : null;
}

function PhoneContent<Row extends object>({ table, parts }: { table: DataTableProps<Row>; parts: Parts }) {
  if (table.rows !== undefined)
    return <RowCards table={table} rows={table.rows} shown={parts.layout.shown} cursor={parts.cursor} />;
  return (
    <div aria-busy className="divide-y divide-line border-t border-line bg-surface">
      {Array.from({ length: 8 }, (_, index) => (
        <CardSkeleton key={index} />
      ))}
    </div>
  );
}

function Loading({ layout, selectable, rowHeight }: { layout: TableLayout; selectable: boolean; rowHeight: number }) {
  return (
    <div className="relative" style={{ height: rowHeight * 24 }}>
      {Array.from({ length: 24 }, (_, index) => (
        <SkeletonRow
          key={index}
          shown={layout.shown}
          selectable={selectable}
          height={rowHeight}
          top={index * rowHeight}
        />
      ))}
    </div>
  );
}

function Peek<Row extends object>({ table, cursor }: { table: DataTableProps<Row>; cursor: RowCursor }) {
  const id = table.state.peek;
  if (id === null || table.peek === undefined) return null;
  const row = table.rows?.find((each) => table.rowId(each) === id);
  if (row === undefined) return null;
  return (
    <PeekPanel label={`${table.label}: ${id}`} id={id} cursor={cursor} hasPage={table.href !== undefined}>
      {table.peek(row)}
    </PeekPanel>
  );
}

function hrefOf<Row extends object>(table: DataTableProps<Row>, ids: readonly string[], id: string): string | null {
  const row = table.rows?.[ids.indexOf(id)];
  return row === undefined ? null : (table.href?.(row) ?? null);
}

/** The virtualizer keeps measured sizes; a change of density has to tell it. */
function useRowHeight(virtualizer: { measure: () => void }, rowHeight: number): void {
  const before = useRef(rowHeight);
  if (before.current !== rowHeight) {
    before.current = rowHeight;
    queueMicrotask(() => virtualizer.measure());
  }
}
