import { useRef, useState } from 'react';
import { formatTick, timeTicks } from './time-ticks.ts';
import { shareOf, type TimeWindow } from './time-window.ts';

export interface TimeAxisProps {
  window: TimeWindow;
  /** The moment that is written as 0. */
  zeroUs: number;
  widthPx: number;
  /** Called with the stretch that was drawn with the pointer. */
  onZoom: (window: TimeWindow) => void;
  onFit: () => void;
}

/** Round times over the bars. Draw a stretch to zoom into it; double-click to see all. */
export function TimeAxis({ window, zeroUs, widthPx, onZoom, onFit }: TimeAxisProps) {
  const ticks = ticksFor({ window, zeroUs, widthPx });
  const drawing = useDraw(window, onZoom);
  return (
    <div
      className="relative h-full flex-1 cursor-crosshair touch-none select-none"
      title="Draw to zoom, double-click to fit"
      onDoubleClick={onFit}
      {...drawing.handlers}
    >
      {ticks.at.map((us) => {
        const share = shareOf(window, us + zeroUs);
        const text = formatTick(us, ticks.stepUs);
        const fits = share * widthPx + text.length * 7 + 6 <= widthPx;
        return (
          <span key={us} style={{ left: `${share * 100}%` }} className="pointer-events-none absolute inset-y-0">
            <span className="absolute bottom-0 h-1.5 w-px bg-line-strong" />
            {fits ? (
              <span className="absolute bottom-1.5 left-1 text-xs whitespace-nowrap text-muted">{text}</span>
            ) : null}
          </span>
        );
      })}
      {drawing.share === null ? null : (
        <span
          aria-hidden
          style={{
            left: `${drawing.share[0] * 100}%`,
            width: `${(drawing.share[1] - drawing.share[0]) * 100}%`,
          }}
          className="pointer-events-none absolute inset-y-0 border-x border-accent bg-accent/10"
        />
      )}
    </div>
  );
}

export interface TimeLinesProps {
  window: TimeWindow;
  zeroUs: number;
  widthPx: number;
  heightPx: number;
}

/** Faint lines at the axis' round times, to lie under the bars. */
export function TimeLines({ heightPx, ...at }: TimeLinesProps) {
  return ticksFor(at).at.map((us) => (
    <span
      key={us}
      aria-hidden
      style={{ left: `${shareOf(at.window, us + at.zeroUs) * 100}%`, height: heightPx }}
      className="absolute top-0 w-px bg-line/70"
    />
  ));
}

const ticksFor = ({ window, zeroUs, widthPx }: Omit<TimeLinesProps, 'heightPx'>) =>
  timeTicks(window.fromUs - zeroUs, window.toUs - zeroUs, Math.max(2, widthPx / 90));

function useDraw(window: TimeWindow, onZoom: (window: TimeWindow) => void) {
  const [ends, setEnds] = useState<readonly [number, number] | null>(null);
  const start = useRef<number | null>(null);
  const shareAt = (event: React.PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const share = ends === null ? null : ([Math.min(...ends), Math.max(...ends)] as const);
  const finish = (): void => {
    const length = window.toUs - window.fromUs;
    if (share !== null && share[1] - share[0] > 0.005)
      onZoom({ fromUs: window.fromUs + share[0] * length, toUs: window.fromUs + share[1] * length });
    start.current = null;
    setEnds(null);
  };
  return {
    share,
    handlers: {
      onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = shareAt(event);
      },
      onPointerMove: (event: React.PointerEvent<HTMLElement>) => {
        if (start.current !== null) setEnds([start.current, shareAt(event)]);
      },
      onPointerUp: finish,
      onPointerCancel: finish,
    },
  };
}
