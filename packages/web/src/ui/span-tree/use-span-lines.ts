import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, type RefObject } from 'react';
import { lineOf, type SpanTreeState } from './use-span-tree.tsx';

export const LINE_HEIGHT = 28;
export const HEADER_HEIGHT = 32;

export interface SpanLinesInSight {
  items: readonly VirtualItem[];
  totalHeight: number;
  /** Depths of the lines in sight. */
  depths: readonly number[];
  /** Place of the selected step in the tree's nodes; -1 while there is none. */
  selectedIndex: number;
}

/** The lines in sight of the scrolling element, which follows the selection. */
export function useSpanLines(state: SpanTreeState, scroller: RefObject<HTMLElement | null>): SpanLinesInSight {
  const { tree, visible, selectedId } = state;
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 8,
    // The sticky header is above the lines and covers as much of what scrolls under it.
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    paddingEnd: 24,
  });
  const selectedIndex = selectedId === null ? -1 : (tree.indexById.get(selectedId) ?? -1);
  const line = lineOf(visible, selectedIndex);
  const shown = selectedIndex >= 0 && visible[line] === selectedIndex;
  useEffect(() => {
    if (!shown) return;
    // A neighbour comes into sight at the edge, as in any list; a jump lands in the middle of its surroundings.
    const { range } = virtualizer;
    const near = range !== null && line >= range.startIndex - 3 && line <= range.endIndex + 3;
    virtualizer.scrollToIndex(line, { align: near ? 'auto' : 'center' });
    // Folding above the selected line moves it, and must not scroll.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, shown]);
  const items = virtualizer.getVirtualItems();
  return {
    items,
    totalHeight: virtualizer.getTotalSize(),
    depths: items.map(({ index }) => tree.nodes[visible[index] ?? -1]?.depth ?? 0),
    selectedIndex,
  };
}
