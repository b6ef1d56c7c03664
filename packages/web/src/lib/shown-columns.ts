import type { Columns } from '@tidemark/contract/columns/column';
import type { LayoutColumn } from './url-state.ts';

/** Names of the columns that a list shows, in their order: the reader's choice, else what the contract declares. */
export const shownColumns = (layout: readonly LayoutColumn[] | null, columns: Columns): string[] =>
  layout === null
    ? Object.keys(columns).filter((name) => columns[name]?.shown === true)
    : layout.map(({ name }) => name);
