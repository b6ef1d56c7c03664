import { TimeAxis } from '../timeline/time-axis.tsx';
import type { TimeWindow } from '../timeline/time-window.ts';
import type { TimeWindowHandle } from '../timeline/use-time-window.ts';
import { TreeHeader } from './tree-header.tsx';
import { HEADER_HEIGHT } from './use-span-lines.ts';
import type { SpanTreeState } from './use-span-tree.tsx';

export interface TreeTopProps {
  state: SpanTreeState;
  cutDepth: number;
  treeWidth: number;
  /** Null when the timeline is not shown. */
  time: TimeWindowHandle | null;
  window: TimeWindow;
  zeroUs: number;
  widthPx: number;
}

/** What stays in sight above the lines: the tree's buttons and the time axis. */
export const TreeTop = ({ state, cutDepth, treeWidth, time, ...axis }: TreeTopProps) => (
  <div className="sticky top-0 z-10 flex border-b border-line bg-surface" style={{ height: HEADER_HEIGHT }}>
    <TreeHeader cutDepth={cutDepth} state={state} width={time === null ? null : treeWidth} time={time} />
    {time === null ? null : <TimeAxis {...axis} onZoom={time.zoomTo} onFit={time.fit} />}
  </div>
);
