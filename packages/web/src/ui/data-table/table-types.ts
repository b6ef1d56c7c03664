import type { Columns } from '@tidemark/contract/columns/column';
import type { ReactNode } from 'react';
import type { ListStateHandle } from '#lib/use-list-state';

/** What a list gives the one table. `Row` is what a list verb answers: its fields carry the columns' names. */
export interface DataTableProps<Row extends object> {
  /** Names the list: `Traces`. */
  label: string;
  columns: Columns;
  state: ListStateHandle;
  /** Rows read so far; undefined while the first page is on its way. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** Address of the row's page; makes the `linkColumn` a link. */
  href?: (row: Row) => string;
  linkColumn?: string;
  /** Cells that are drawn otherwise than their column's format says. */
  cells?: Readonly<Record<string, (row: Row) => ReactNode>>;
  /** Content of the panel that opens beside the table. */
  peek?: (row: Row) => ReactNode;
  error?: unknown;
  onRetry?: () => void;
  hasMore?: boolean;
  loadingMore?: boolean;
  onLoadMore?: () => void;
  /** How many there are in all; `exact: false` means at least that many. Absent when the server does not count. */
  total?: { count: number; exact: boolean } | undefined;
  /** Why there is nothing, and what to do. */
  empty: ReactNode;
  /** Rows that arrived since the list was read: shown as a pill, taken in by a click. */
  fresh?: { count: number; apply: () => void } | undefined;
  /** Order that the server uses when the URL names none, so that the header can show it. */
  defaultOrder?: { column: string; direction: 'asc' | 'desc' };
  /** Buttons above the rows, beside those for columns and density. */
  tools?: ReactNode;
  /** Buttons for the selected rows; rows can be selected only when it is given. */
  batchActions?: (ids: readonly string[], clear: () => void) => ReactNode;
  /** Buttons that appear at a row's right end on hover. */
  rowActions?: (row: Row) => ReactNode;
}

/** What every cell may need beside its own value. */
export interface CellScale {
  /** Largest duration on the page by column, in milliseconds. */
  longestMs: Readonly<Record<string, number>>;
}
