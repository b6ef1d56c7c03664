import { useRef } from 'react';

export interface TreeDividerProps {
  width: number;
  least: number;
  most: number;
  onResize: (width: number) => void;
}

/** Between tree and timeline, which are columns of the same lines; drag it or use the arrow keys. */
export function TreeDivider({ width, least, most, onResize }: TreeDividerProps) {
  const grip = useRef<{ x: number; width: number } | null>(null);
  const set = (next: number): void => onResize(Math.round(Math.min(most, Math.max(least, next))));
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the tree"
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      style={{ left: width - 4 }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (grip.current !== null) set(grip.current.width + event.clientX - grip.current.x);
      }}
      onPointerUp={() => {
        grip.current = null;
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0;
        if (by === 0) return;
        event.preventDefault();
        set(width + by);
      }}
      className="group absolute inset-y-0 z-20 flex w-2 cursor-col-resize touch-none justify-center"
    >
      <span className="h-full w-px bg-line group-hover:w-0.5 group-hover:bg-accent group-focus-visible:bg-accent" />
    </div>
  );
}
