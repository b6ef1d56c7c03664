import { ChevronsDownUp, ChevronsUpDown, Layers, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { formatInteger } from '#lib/format';
import { DropdownMenu, MenuItem, MenuLabel } from '../dropdown-menu.tsx';
import { IconButton } from '../icon-button.tsx';
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
      {time === null ? null : <Zoom time={time} />}
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

function Zoom({ time }: { time: TimeWindowHandle }) {
  if (!time.zoomed)
    return <IconButton icon={ZoomIn} label="Zoom into the timeline" size="sm" onClick={() => time.zoomBy(0.5)} />;
  return (
    <>
      <IconButton icon={ZoomIn} label="Zoom in" size="sm" onClick={() => time.zoomBy(0.5)} />
      <IconButton icon={ZoomOut} label="Zoom out" size="sm" onClick={() => time.zoomBy(2)} />
      <IconButton icon={Maximize2} label="Show the whole time" size="sm" onClick={time.fit} />
    </>
  );
}
