import { useMemo, useRef, useState, type CSSProperties } from 'react';
import { TimeLines } from '../timeline/time-axis.tsx';
import { useTimeWindow } from '../timeline/use-time-window.ts';
import { indentsFor } from './indent.ts';
import { hoverAt, SpanHoverCard, type SpanHover } from './span-hover-card.tsx';
import { SpanLines } from './span-lines.tsx';
import { TreeDivider } from './tree-divider.tsx';
import { TreeTop } from './tree-top.tsx';
import { HEADER_HEIGHT, useSpanLines } from './use-span-lines.ts';
import type { SpanTreeState } from './use-span-tree.tsx';
import { useElementSize } from './use-element-size.ts';

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
  /** Enter: go on to the details. */
  onOpen: () => void;
}

/** Tree and timeline as columns of the same lines. Only the lines in sight are drawn. */
export function SpanTree(props: SpanTreeProps) {
  const { state, treeWidth, timeline, openEndUs } = props;
  const { tree } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(scroller);
  const [hover, setHover] = useState<SpanHover | null>(null);
  // What lines are given must keep its identity while scrolling, or every line would be drawn anew.
  const lastUs = Math.max(tree.lastUs, openEndUs);
  const bounds = useMemo(() => paddedBounds(tree.firstUs, lastUs), [tree.firstUs, lastUs]);
  const time = useTimeWindow(bounds, scroller, timeline ? treeWidth : Infinity);
  const lines = useSpanLines(state, scroller);
  const columnWidth = timeline ? treeWidth : width;
  const indents = indentsFor(lines.depths, columnWidth);
  const axis = { window: time.window, zeroUs: tree.firstUs, widthPx: width - treeWidth };
  return (
    <div
      className="relative h-full min-h-0 overflow-hidden"
      style={{ '--tree-width': `${treeWidth}px` } as CSSProperties}
      onMouseMove={(event) => setHover(timeline ? hoverAt(event, scroller.current, state) : null)}
      onMouseLeave={() => setHover(null)}
    >
      {timeline ? (
        <TreeDivider width={treeWidth} least={160} most={Math.max(200, width - 160)} onResize={props.onTreeWidth} />
      ) : null}
      <div ref={scroller} className="h-full overflow-x-hidden overflow-y-auto">
        <TreeTop
          state={state}
          cutDepth={indents.cutDepth}
          treeWidth={treeWidth}
          time={timeline ? time : null}
          {...axis}
        />
        {timeline ? (
          <div className="pointer-events-none sticky h-0" style={{ top: HEADER_HEIGHT, marginLeft: treeWidth }}>
            <TimeLines heightPx={Math.max(0, height - HEADER_HEIGHT)} {...axis} />
          </div>
        ) : null}
        <SpanLines
          {...props}
          lines={lines}
          indents={indents}
          columnWidth={columnWidth}
          window={timeline ? time.window : null}
        />
      </div>
      {hover === null ? null : <SpanHoverCard hover={hover} zeroUs={tree.firstUs} width={width} />}
    </div>
  );
}

/** A little air at both ends, so that the first and last bars do not touch the edges. */
function paddedBounds(firstUs: number, lastUs: number): { fromUs: number; toUs: number } {
  const length = Math.max(1000, lastUs - firstUs);
  return { fromUs: firstUs - length * 0.01, toUs: lastUs + length * 0.03 };
}
