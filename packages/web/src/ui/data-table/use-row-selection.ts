import { useCallback, useMemo, useRef, useState } from 'react';

export interface RowSelection {
  ids: ReadonlySet<string>;
  /** Toggles a row; with shift, everything between it and the row toggled before. */
  toggle: (id: string, range: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
  all: boolean | 'indeterminate';
}

/** Rows marked for the batch bar. Rows that left the list leave the selection. */
export function useRowSelection(orderedIds: readonly string[]): RowSelection {
  const [marked, setMarked] = useState<ReadonlySet<string>>(EMPTY);
  const anchor = useRef<string | null>(null);
  const ids = useMemo(
    () => (marked.size === 0 ? marked : new Set(orderedIds.filter((id) => marked.has(id)))),
    [marked, orderedIds],
  );
  const toggle = useCallback<RowSelection['toggle']>(
    (id, range) => {
      setMarked((before) => applyToggle({ before, orderedIds, id, anchor: range ? anchor.current : null }));
      anchor.current = id;
    },
    [orderedIds],
  );
  const clear = useCallback(() => setMarked(EMPTY), []);
  const full = orderedIds.length > 0 && ids.size === orderedIds.length;
  const toggleAll = useCallback(() => setMarked(full ? EMPTY : new Set(orderedIds)), [full, orderedIds]);
  return { ids, toggle, toggleAll, clear, all: full || (ids.size > 0 ? 'indeterminate' : false) };
}

const EMPTY: ReadonlySet<string> = new Set();

/** A range takes the new state of the row that was clicked. */
export function applyToggle(change: {
  before: ReadonlySet<string>;
  orderedIds: readonly string[];
  id: string;
  anchor: string | null;
}): Set<string> {
  const { before, orderedIds, id, anchor } = change;
  const on = !before.has(id);
  const [from, to] = [anchor === null ? -1 : orderedIds.indexOf(anchor), orderedIds.indexOf(id)];
  const touched = from === -1 || to === -1 ? [id] : orderedIds.slice(Math.min(from, to), Math.max(from, to) + 1);
  const after = new Set(before);
  for (const each of touched) {
    if (on) after.add(each);
    else after.delete(each);
  }
  return after;
}
