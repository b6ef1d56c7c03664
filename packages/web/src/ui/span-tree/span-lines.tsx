import { useId, useMemo } from 'react';
import type { TimeWindow } from '../timeline/time-window.ts';
import type { Indents } from './indent.ts';
import { SpanLine } from './span-line.tsx';
import type { SpanTreeProps } from './span-tree.tsx';
import type { TreeFigures } from './tree-cell.tsx';
import { HEADER_HEIGHT, LINE_HEIGHT, type SpanLinesInSight } from './use-span-lines.ts';
import type { SpanTreeState } from './use-span-tree.tsx';

export interface SpanLinesProps extends SpanTreeProps {
  lines: SpanLinesInSight;
  indents: Indents;
  columnWidth: number;
  window: TimeWindow | null;
}

/** The lines in sight, as a tree that the keyboard moves in. */
export function SpanLines({ state, lines, indents, columnWidth, window, ...props }: SpanLinesProps) {
  const { tree, visible, collapsed, selectedId } = state;
  const base = useId();
  const timeline = window !== null;
  const figures = useMemo(() => figuresFor(columnWidth, timeline), [columnWidth, timeline]);
  return (
    <div
      role="tree"
      aria-label={props.label}
      tabIndex={0}
      aria-activedescendant={lines.selectedIndex < 0 ? undefined : `${base}-${lines.selectedIndex}`}
      onKeyDown={(event) => {
        const move = MOVES[event.key];
        if (event.key === 'Enter') props.onOpen();
        else if (move === undefined) return;
        else move(state);
        event.preventDefault();
      }}
      className="relative -outline-offset-2"
      style={{ height: lines.totalHeight }}
    >
      {lines.items.map((item) => {
        const index = visible[item.index];
        const node = index === undefined ? undefined : tree.nodes[index];
        if (node === undefined) return null;
        const { id } = node.row;
        return (
          <div
            key={id}
            className="absolute inset-x-0 top-0"
            style={{ height: LINE_HEIGHT, transform: `translateY(${item.start - HEADER_HEIGHT}px)` }}
          >
            <SpanLine
              lineId={`${base}-${index}`}
              node={node}
              selected={id === selectedId}
              matched={props.matches.has(id)}
              collapsed={collapsed.has(id)}
              search={props.search}
              figures={figures}
              {...indents}
              window={window}
              openEndUs={props.openEndUs}
              onSelect={state.select}
              onToggle={state.toggle}
            />
          </div>
        );
      })}
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

const figuresFor = (width: number, timeline: boolean): TreeFigures => ({
  duration: !timeline,
  cost: width >= 300,
  tokens: width >= 420,
});
