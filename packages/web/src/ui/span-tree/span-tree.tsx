import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type CSSProperties } from 'react';
import { useElementSize } from './use-element-size.ts';
import { TimeAxis, TimeLines } from '../timeline/time-axis.tsx';
import { useTimeWindow } from '../timeline/use-time-window.ts';
import { indentsFor } from './indent.ts';
import { SpanHoverCard, type SpanHover } from './span-hover-card.tsx';
import { SpanLine } from './span-line.tsx';
import { TreeDivider } from './tree-divider.tsx';
import { TreeHeader } from './tree-header.tsx';
import type { TreeFigures } from './tree-cell.tsx';
import { lineOf, type SpanTreeState } from './use-span-tree.tsx';

export interface SpanTreeProps {
  state: SpanTreeState;
  /** Names the tree for assistive technology. */
  label: string;
  /** Pixels of the tree's column beside the timeline. */
  treeWidth: number;
  onTreeWidth: (width: number) => void;
  timeline: boolean;
  /** Up to where steps without an end are drawn, in microseconds. */
  openEndUs: number;
  search: string;
  matches: ReadonlySet<string>;
  /** Enter, or a click on a phone: go on to the details. */
  onOpen: () => void;
}

const LINE_HEIGHT = 28;
const HEADER_HEIGHT = 32;

/** Tree and timeline as columns of the same lines. Only the lines in sight are drawn. */
export function SpanTree(props: SpanTreeProps) {
  const { state, treeWidth, timeline, search, matches } = props;
  const { tree, visible, collapsed, selectedId } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useElementSize(scroller);
  const [hover, setHover] = useState<SpanHover | null>(null);
  const base = useId();
  // What lines are given must keep its identity while scrolling, or every line would be drawn anew.
  const lastUs = Math.max(tree.lastUs, props.openEndUs);
  const bounds = useMemo(() => paddedBounds(tree.firstUs, lastUs), [tree.firstUs, lastUs]);
  const time = useTimeWindow(bounds, scroller, timeline ? treeWidth : Infinity);
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
  useEffect(() => {
    const line = lineOf(visible, selectedIndex);
    if (selectedIndex < 0 || visible[line] !== selectedIndex) return;
    // A neighbour comes into sight at the edge, as in any list; a jump lands in the middle of its surroundings.
    const shown = virtualizer.range;
    const near = shown !== null && line >= shown.startIndex - 3 && line <= shown.endIndex + 3;
    virtualizer.scrollToIndex(line, { align: near ? 'auto' : 'center' });
    // Folding must not scroll; only a change of the selection does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, tree.nodes.length === 0]);

  const items = virtualizer.getVirtualItems();
  const depths = items.map(({ index }) => tree.nodes[visible[index] ?? -1]?.depth ?? 0);
  const indents = indentsFor(depths, timeline ? treeWidth : size.width);
  const columnWidth = timeline ? treeWidth : size.width;
  const figures = useMemo(() => figuresFor(columnWidth, timeline), [columnWidth, timeline]);
  return (
    <div
      className="relative h-full min-h-0 overflow-hidden"
      style={{ '--tree-width': `${treeWidth}px` } as CSSProperties}
    >
      {timeline ? (
        <TreeDivider
          width={treeWidth}
          least={160}
          most={Math.max(200, size.width - 160)}
          onResize={props.onTreeWidth}
        />
      ) : null}
      <div ref={scroller} className="h-full overflow-x-hidden overflow-y-auto">
        <div className="sticky top-0 z-10 flex border-b border-line bg-surface" style={{ height: HEADER_HEIGHT }}>
          <TreeHeader
            cutDepth={indents.cutDepth}
            state={state}
            width={timeline ? treeWidth : null}
            time={timeline ? time : null}
          />
          {timeline ? (
            <TimeAxis
              window={time.window}
              zeroUs={tree.firstUs}
              widthPx={size.width - treeWidth}
              onZoom={time.zoomTo}
              onFit={time.fit}
            />
          ) : null}
        </div>
        {timeline ? (
          <div className="pointer-events-none sticky h-0" style={{ top: HEADER_HEIGHT, marginLeft: treeWidth }}>
            <TimeLines
              window={time.window}
              zeroUs={tree.firstUs}
              widthPx={size.width - treeWidth}
              heightPx={Math.max(0, size.height - HEADER_HEIGHT)}
            />
          </div>
        ) : null}
        <div
          role="tree"
          aria-label={props.label}
          tabIndex={0}
          aria-activedescendant={selectedIndex < 0 ? undefined : `${base}-${selectedIndex}`}
          onKeyDown={(event) => {
            const move = MOVES[event.key];
            if (event.key === 'Enter') props.onOpen();
            else if (move === undefined) return;
            else move(state);
            event.preventDefault();
          }}
          onMouseMove={(event) => setHover(timeline ? hoverAt(event, scroller.current, state) : null)}
          onMouseLeave={() => setHover(null)}
          className="relative -outline-offset-2"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const index = visible[item.index];
            const node = index === undefined ? undefined : tree.nodes[index];
            if (node === undefined) return null;
            return (
              <div
                key={node.row.id}
                className="absolute inset-x-0 top-0"
                style={{ height: LINE_HEIGHT, transform: `translateY(${item.start - HEADER_HEIGHT}px)` }}
              >
                <SpanLine
                  lineId={`${base}-${index}`}
                  node={node}
                  selected={node.row.id === selectedId}
                  matched={matches.has(node.row.id)}
                  collapsed={collapsed.has(node.row.id)}
                  search={search}
                  figures={figures}
                  cutDepth={indents.cutDepth}
                  mostIndents={indents.mostIndents}
                  window={timeline ? time.window : null}
                  openEndUs={props.openEndUs}
                  onSelect={state.select}
                  onToggle={state.toggle}
                />
              </div>
            );
          })}
        </div>
      </div>
      {hover === null ? null : <SpanHoverCard hover={hover} zeroUs={tree.firstUs} width={size.width} />}
    </div>
  );
}

const MOVES: Record<string, (state: SpanTreeState) => void> = {
  ArrowDown: (state) => state.move(1),
  ArrowUp: (state) => state.move(-1),
  ArrowLeft: (state) => state.out(),
  ArrowRight: (state) => state.into(),
  PageDown: (state) => state.move(20),
  PageUp: (state) => state.move(-20),
  Home: (state) => state.move(-Infinity),
  End: (state) => state.move(Infinity),
};

/** A little air at both ends, so that the first and last bars do not touch the edges. */
function paddedBounds(firstUs: number, lastUs: number): { fromUs: number; toUs: number } {
  const length = Math.max(1000, lastUs - firstUs);
  return { fromUs: firstUs - length * 0.01, toUs: lastUs + length * 0.03 };
}

function figuresFor(width: number, timeline: boolean): TreeFigures {
  return { duration: !timeline, cost: width >= 300, tokens: width >= 420 };
}

/** The step whose bar the pointer is over; bars, not names: the names are read where they stand. */
function hoverAt(event: React.MouseEvent, scroller: HTMLElement | null, state: SpanTreeState): SpanHover | null {
  const lane = event.target instanceof Element ? event.target.closest('[data-lane]') : null;
  const id = lane?.closest<HTMLElement>('[data-span]')?.dataset['span'];
  const index = id === undefined ? undefined : state.tree.indexById.get(id);
  const node = index === undefined ? undefined : state.tree.nodes[index];
  if (node === undefined || scroller === null) return null;
  const box = scroller.getBoundingClientRect();
  return { node, x: event.clientX - box.left, y: Math.min(event.clientY - box.top, box.height - 190) };
}
