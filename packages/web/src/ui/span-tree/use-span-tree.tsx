import { visibleIndices } from '@tidemark/contract/trace-tree';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { SpanTreeData } from './span-row.tsx';

export interface SpanTreeState {
  tree: SpanTreeData;
  /** Places in `tree.nodes` of the lines that are not folded away, ascending. */
  visible: readonly number[];
  collapsed: ReadonlySet<string>;
  selectedId: string | null;
  select: (id: string) => void;
  toggle: (id: string) => void;
  /** Folds every step at this depth or deeper that holds others; `Infinity` unfolds all. */
  foldTo: (depth: number) => void;
  /** Selects the line so many lines further; stops at the ends. */
  move: (by: number) => void;
  /** Folds the selected step, or goes to the step above. */
  out: () => void;
  /** Unfolds the selected step, or goes to its first child. */
  into: () => void;
  /** Selects the next step at level ERROR after the selected one, from the top again at the end. */
  nextError: () => void;
}

/** What of a trace's tree is folded, and the moves a keyboard makes in it. Selecting a hidden step unfolds its way. */
export function useSpanTree(
  tree: SpanTreeData,
  selectedId: string | null,
  onSelect: (id: string) => void,
): SpanTreeState {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(NONE);
  const visible = useMemo(() => visibleIndices(tree, collapsed), [tree, collapsed]);
  const selected = selectedId === null ? -1 : (tree.indexById.get(selectedId) ?? -1);
  useEffect(() => {
    const hiding = idsAbove(tree, selected).filter((id) => collapsed.has(id));
    if (hiding.length > 0) setCollapsed((before) => without(before, hiding));
    // Only a change of the selection unfolds: folding the step above a selected one must stay possible.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, tree]);

  const toggle = useCallback(
    (id: string) => setCollapsed((before) => (before.has(id) ? without(before, [id]) : new Set(before).add(id))),
    [],
  );
  const selectAt = (index: number | undefined): void => {
    const id = index === undefined ? undefined : tree.nodes[index]?.row.id;
    if (id !== undefined) onSelect(id);
  };
  const node = tree.nodes[selected];
  const folded = node !== undefined && collapsed.has(node.row.id);
  return {
    tree,
    visible,
    collapsed,
    selectedId,
    select: onSelect,
    toggle,
    foldTo: (depth) =>
      setCollapsed(
        new Set(tree.nodes.filter((each) => each.depth >= depth && each.descendants > 0).map((each) => each.row.id)),
      ),
    move: (by) => selectAt(visible[Math.min(visible.length - 1, Math.max(0, lineOf(visible, selected) + by))]),
    out: () => {
      if (node !== undefined && node.descendants > 0 && !folded) toggle(node.row.id);
      else if (node !== undefined && node.parent >= 0) selectAt(node.parent);
    },
    into: () => {
      if (folded) toggle(node.row.id);
      else if (node !== undefined && node.descendants > 0) selectAt(selected + 1);
    },
    nextError: () => selectAt(errorAfter(tree, selected)),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** The line that shows a node, or the nearest line above it; -1 when there is none. Binary search. */
export function lineOf(visible: readonly number[], index: number): number {
  let low = 0;
  let high = visible.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((visible[middle] ?? Infinity) <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function idsAbove(tree: SpanTreeData, index: number): string[] {
  const ids: string[] = [];
  for (let at = tree.nodes[index]?.parent ?? -1; at >= 0; at = tree.nodes[at]?.parent ?? -1) {
    const id = tree.nodes[at]?.row.id;
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

function errorAfter(tree: SpanTreeData, index: number): number | undefined {
  const count = tree.nodes.length;
  for (let step = 1; step <= count; step++) {
    const at = (Math.max(-1, index) + step) % count;
    if (tree.nodes[at]?.row.level === 'ERROR') return at;
  }
  return undefined;
}

function without(set: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const next = new Set(set);
  for (const id of ids) next.delete(id);
  return next;
}
