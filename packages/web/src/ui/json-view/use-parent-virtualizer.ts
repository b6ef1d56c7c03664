import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

export interface ParentVirtualizer {
  listRef: RefObject<HTMLDivElement | null>;
  virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  /** Distance from the top of the scrolling ancestor's content to the list. */
  margin: number;
}

/** Windowed rows of a list that scrolls with the page around it, so that no box scrolls inside another. */
export function useParentVirtualizer(count: number, rowHeight: number, getKey: (index: number) => string) {
  const listRef = useRef<HTMLDivElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setScroller(scrollingAncestor(listRef.current)), []);
  useLayoutEffect(() => {
    if (scroller === null) return;
    const place = (): void => {
      const list = listRef.current;
      if (list !== null) setMargin(Math.round(offsetWithin(scroller, list)));
    };
    place();
    const observer = new ResizeObserver(place);
    for (const child of scroller.children) observer.observe(child);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller]);
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    getItemKey: getKey,
    scrollMargin: margin,
    overscan: 24,
  });
  return { listRef, virtualizer, margin } satisfies ParentVirtualizer;
}

const offsetWithin = (scroller: HTMLElement, list: HTMLElement): number =>
  list.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;

function scrollingAncestor(element: HTMLElement | null): HTMLElement | null {
  for (let at = element?.parentElement ?? null; at !== null; at = at.parentElement) {
    if (/(auto|scroll)/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}
