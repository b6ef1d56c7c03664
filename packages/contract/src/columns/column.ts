import type { ColumnKind } from '../filter.ts';

/** How a cell is drawn. `kind` says how it is filtered; this says how it looks. */
export type CellFormat =
  | 'text'
  | 'id'
  | 'datetime'
  | 'duration'
  | 'cost'
  | 'count'
  | 'tokens'
  | 'tags'
  | 'level'
  | 'type'
  | 'boolean'
  | 'payload'
  | 'metadata'
  | 'scores';

/** A column of a list, declared once: the table, the filter bar, the REST filter and the SQL map all read it. */
export interface Column {
  label: string;
  /** One sentence for the column chooser and the API reference. */
  description: string;
  kind: ColumnKind;
  format: CellFormat;
  /** Seconds for `duration`, US dollars for `cost`. */
  unit?: 'seconds' | 'usd' | 'tokens';
  options?: readonly string[];
  sortable?: boolean;
  filterable?: boolean;
  /** Shown before the person chooses columns. */
  shown?: boolean;
  /** Initial width in pixels. */
  width?: number;
}

export type Columns = Readonly<Record<string, Column>>;
