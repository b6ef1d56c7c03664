import type { Column, Columns } from '@tidemark/contract/columns/column';
import { useCallback, useMemo, useState } from 'react';
import { MAX_WIDTH, MIN_WIDTH, type LayoutColumn } from '#lib/url-state';
import { shownColumns } from '#lib/shown-columns';
import type { ListStateHandle } from '#lib/use-list-state';
import { fitColumns } from './fit-columns.ts';

export interface ShownColumn {
  name: string;
  column: Column;
  width: number;
}

export interface TableLayout {
  shown: readonly ShownColumn[];
  /** Sets a width while the person drags; `done` writes it to the URL. */
  resize: (name: string, width: number, done: boolean) => void;
  move: (name: string, before: string | null) => void;
  toggle: (name: string) => void;
  reset: () => void;
  changed: boolean;
}

export interface TableLayoutOptions {
  columns: Columns;
  state: Pick<ListStateHandle, 'layout' | 'set'>;
  /** Room for columns in pixels; null while it is not known. */
  available: number | null;
}

/** Which columns are shown, in what order and how wide: the URL's choice, else what the contract declares. */
export function useTableLayout({ columns, state, available }: TableLayoutOptions): TableLayout {
  const [drag, setDrag] = useState<{ name: string; width: number } | null>(null);
  const layout = useMemo(() => state.layout ?? defaultLayout(columns), [state.layout, columns]);
  const { set } = state;
  const fitted = useMemo(() => fitLayout(layout, columns, available), [layout, columns, available]);
  const shown = useMemo(
    () =>
      drag === null ? fitted : fitted.map((each) => (each.name === drag.name ? { ...each, width: drag.width } : each)),
    [fitted, drag],
  );
  const resize = useCallback<TableLayout['resize']>(
    (name, wanted, done) => {
      const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, wanted));
      setDrag(done ? null : { name, width });
      // The other widths are kept as they stand, so that nothing moves but what the person moves.
      if (done)
        set({ layout: fitted.map((each) => ({ name: each.name, width: each.name === name ? width : each.width })) });
    },
    [fitted, set],
  );
  return {
    shown,
    resize,
    move: useCallback((name, before) => set({ layout: moveColumn(layout, name, before) }), [layout, set]),
    toggle: useCallback((name) => set({ layout: toggleColumn(layout, name) }), [layout, set]),
    reset: useCallback(() => set({ layout: null }), [set]),
    changed: state.layout !== null,
  };
}

function fitLayout(layout: readonly LayoutColumn[], columns: Columns, available: number | null): ShownColumn[] {
  const known = layout.flatMap(({ name, width }) => {
    const column = columns[name];
    return column === undefined
      ? []
      : [{ name, column, width: width ?? column.width ?? 140, chosen: width !== undefined }];
  });
  const widths = fitColumns(
    known.map(({ column, width, chosen }) => ({ width, chosen, format: column.format })),
    available,
  );
  return known.map(({ name, column, width }, index) => ({ name, column, width: widths[index] ?? width }));
}

const defaultLayout = (columns: Columns): LayoutColumn[] => shownColumns(null, columns).map((name) => ({ name }));

/** Puts a column before another, or last. */
export function moveColumn(layout: readonly LayoutColumn[], name: string, before: string | null): LayoutColumn[] {
  const moved = layout.find((each) => each.name === name);
  if (moved === undefined || name === before) return [...layout];
  const rest = layout.filter((each) => each.name !== name);
  const at = before === null ? rest.length : rest.findIndex((each) => each.name === before);
  return at === -1 ? [...layout] : rest.toSpliced(at, 0, moved);
}

/** Shows a hidden column last, hides a shown one; the last shown column stays. */
export function toggleColumn(layout: readonly LayoutColumn[], name: string): LayoutColumn[] {
  if (!layout.some((each) => each.name === name)) return [...layout, { name }];
  return layout.length === 1 ? [...layout] : layout.filter((each) => each.name !== name);
}
