import clsx from 'clsx';
import { memo } from 'react';
import type { TimeWindow } from '../timeline/time-window.ts';
import { TimelineBar } from '../timeline/timeline-bar.tsx';
import type { SpanNode } from './span-row.tsx';
import { TreeCell, type TreeFigures } from './tree-cell.tsx';

export interface SpanLineProps {
  lineId: string;
  node: SpanNode;
  selected: boolean;
  matched: boolean;
  collapsed: boolean;
  search: string;
  figures: TreeFigures;
  cutDepth: number;
  mostIndents: number;
  /** Null when the timeline is not shown. */
  window: TimeWindow | null;
  openEndUs: number;
  onSelect: (id: string) => void;
  onToggle: (id: string) => void;
}

/** One step: its place in the tree and its bar on the time axis. */
export const SpanLine = memo(function SpanLine(props: SpanLineProps) {
  const { node, selected, matched, collapsed, window } = props;
  const { row } = node;
  return (
    <div
      id={props.lineId}
      data-span={row.id}
      role="treeitem"
      aria-level={node.depth + 1}
      aria-selected={selected}
      aria-expanded={node.descendants > 0 ? !collapsed : undefined}
      onClick={() => props.onSelect(row.id)}
      onDoubleClick={() => node.descendants > 0 && props.onToggle(row.id)}
      className={clsx(
        'flex h-full cursor-default select-none',
        selected ? 'bg-selected' : matched ? 'bg-warning/12' : 'hover:bg-hover',
      )}
    >
      <div style={{ width: window === null ? '100%' : 'var(--tree-width)' }} className="relative h-full shrink-0">
        {selected ? <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" /> : null}
        <TreeCell
          node={node}
          collapsed={collapsed}
          figures={props.figures}
          cutDepth={props.cutDepth}
          mostIndents={props.mostIndents}
          search={props.search}
          onToggle={props.onToggle}
        />
      </div>
      {window === null ? null : (
        <div data-lane className="relative h-full min-w-0 flex-1 overflow-hidden">
          <TimelineBar
            type={row.type}
            failed={row.level === 'ERROR'}
            branch={node.descendants > 0}
            startUs={row.startUs}
            endUs={row.type === 'EVENT' ? (row.endUs ?? row.startUs) : row.endUs}
            openEndUs={props.openEndUs}
            firstTokenUs={row.firstTokenUs}
            window={window}
          />
        </div>
      )}
    </div>
  );
});
