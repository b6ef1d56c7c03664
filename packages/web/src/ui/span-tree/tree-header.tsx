import { ChevronsDownUp, ChevronsUpDown, Crosshair, Layers, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { formatInteger } from '#lib/format';
import { DropdownMenu, MenuItem, MenuLabel } from '../dropdown-menu.tsx';
import { IconButton } from '../icon-button.tsx';
import type { TimeWindow } from '../timeline/time-window.ts';
import type { TimeWindowHandle } from '../timeline/use-time-window.ts';
import type { SpanTreeState } from './use-span-tree.tsx';

/** Folding of the whole tree, and the zoom of the timeline beside it. */
export function TreeHeader({
  state,
  cutDepth,
  width,
  time,
}: {
  state: SpanTreeState;
  /** Levels that the lines in sight do not show. */
  cutDepth: number;
  width: number | null;
  time: TimeWindowHandle | null;
}) {
  return (
    <div style={{ width: width ?? '100%' }} className="flex h-full shrink-0 items-center gap-0.5 pr-2 pl-2.5">
      <span className="mr-auto truncate text-xs text-muted">
        {formatInteger(state.tree.nodes.length)} {state.tree.nodes.length === 1 ? 'step' : 'steps'}
        {cutDepth === 0 ? null : ` · from depth ${cutDepth}`}
      </span>
      {time === null ? null : <Zoom time={time} selected={windowOfSelected(state)} />}
      <DropdownMenu align="end" trigger={<IconButton icon={Layers} label="Unfold to a depth" size="sm" />}>
        <MenuLabel>Unfold to depth</MenuLabel>
        {[1, 2, 3, 4, 5].map((depth) => (
          <MenuItem key={depth} onSelect={() => state.foldTo(depth)}>
            {depth === 1 ? '1 level below the roots' : `${depth} levels below the roots`}
          </MenuItem>
        ))}
      </DropdownMenu>
      <IconButton icon={ChevronsDownUp} label="Fold all" size="sm" onClick={() => state.foldTo(0)} />
      <IconButton icon={ChevronsUpDown} label="Unfold all" size="sm" onClick={() => state.foldTo(Infinity)} />
    </div>
  );
}

/** The selected step with a little room around it, children that outlive it included. */
function windowOfSelected({ tree, selectedId }: SpanTreeState): TimeWindow | null {
  const node = selectedId === null ? undefined : tree.nodes[tree.indexById.get(selectedId) ?? -1];
  if (node === undefined) return null;
  const room = Math.max(50, (node.lastUs - node.firstUs) * 0.15);
  return { fromUs: node.firstUs - room, toUs: node.lastUs + room };
}

function Zoom({ time, selected }: { time: TimeWindowHandle; selected: TimeWindow | null }) {
  return (
    <>
      {selected === null ? null : (
        <IconButton
          icon={Crosshair}
          label="Zoom to the selected step"
          size="sm"
          onClick={() => time.zoomTo(selected)}
        />
      )}
      <IconButton icon={ZoomIn} label="Zoom in" size="sm" onClick={() => time.zoomBy(0.5)} />
      {time.zoomed ? (
        <>
          <IconButton icon={ZoomOut} label="Zoom out" size="sm" onClick={() => time.zoomBy(2)} />
          <IconButton icon={Maximize2} label="Show the whole time" size="sm" onClick={time.fit} />
        </>
      ) : null}
    </>
  );
}
