import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { formatInteger } from '#lib/format';
import { IconButton } from '../icon-button.tsx';
import { JsonLine } from './json-line.tsx';
import { jsonSizeBytes } from './json-size.ts';
import { moveInJson } from './json-keyboard.ts';
import type { JsonRow } from './json-rows.ts';
import { JsonSearch } from './json-search-box.tsx';
import type { JsonValue } from './parse-json.ts';
import { useJsonTree } from './use-json-tree.ts';
import { useParentVirtualizer } from './use-parent-virtualizer.ts';

export interface JsonViewProps {
  value: JsonValue;
  /** Names the tree for assistive technology. */
  label: string;
  /** Words to mark, given from outside (a search over the whole page). */
  search?: string;
  /** Without the row of buttons above, for small values inside something else. */
  bare?: boolean;
}

const LINE_HEIGHT = 22;
/** Values smaller than this are taken in at a glance and need no buttons. */
const SMALL_BYTES = 400;

/** Any JSON as a tree of lines. Only the lines in sight are drawn; the nearest scrolling ancestor scrolls them. */
export function JsonView({ value, label, search: givenSearch = '', bare = false }: JsonViewProps) {
  const [ownSearch, setOwnSearch] = useState('');
  const search = ownSearch === '' ? givenSearch : ownSearch;
  const tree = useJsonTree(value, search);
  const [activeId, setActiveId] = useState<string | null>(null);
  const { rows, matched } = tree;
  const list = useParentVirtualizer(rows.length, LINE_HEIGHT, (index) => rows[index]?.id ?? String(index));
  const places = useMemo(() => new Map(rows.map((row, index) => [row.id, index])), [rows]);
  const base = useId();
  const latest = useRef(tree);
  latest.current = tree;

  const activate = useCallback((row: JsonRow) => setActiveId(row.id), []);
  const toggle = useCallback((row: JsonRow) => latest.current.toggle(row), []);
  const goTo = (id: string): void => {
    setActiveId(id);
    const index = places.get(id);
    if (index !== undefined) list.virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const activeIndex = activeId === null ? -1 : (places.get(activeId) ?? -1);

  return (
    <div className="min-w-0">
      {bare || jsonSizeBytes(value) < SMALL_BYTES ? null : (
        <div className="sticky top-0 z-5 flex h-7 items-center justify-end gap-0.5 bg-(--clip,var(--surface))">
          <span className="mr-auto text-xs text-faint">{formatInteger(rows.length)} lines</span>
          <JsonSearch
            value={ownSearch}
            onChange={setOwnSearch}
            matches={tree.matches}
            activeId={activeId}
            onGo={goTo}
          />
          <IconButton icon={ChevronsDownUp} label="Fold to the first level" size="sm" onClick={() => tree.openTo(1)} />
          <IconButton icon={ChevronsUpDown} label="Unfold all" size="sm" onClick={() => tree.openTo(Infinity)} />
        </div>
      )}
      <div
        ref={list.listRef}
        role="tree"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={activeIndex < 0 ? undefined : `${base}-${activeIndex}`}
        onKeyDown={(event) => {
          const next = moveInJson(event.key, rows, activeIndex);
          if (next === null) return;
          event.preventDefault();
          event.stopPropagation();
          if (next.toggle !== undefined) tree.toggle(next.toggle);
          if (next.to !== undefined) goTo(next.to.id);
        }}
        className="relative"
        style={{ height: list.virtualizer.getTotalSize() }}
      >
        {list.virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={item.key}
              ref={list.virtualizer.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start - list.margin}px)` }}
            >
              <JsonLine
                row={row}
                search={search}
                active={item.index === activeIndex}
                found={matched.has(row.id)}
                lineId={`${base}-${item.index}`}
                onToggle={toggle}
                onActivate={activate}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
