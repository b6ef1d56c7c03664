import { useEffect, useMemo, useState, type RefObject } from 'react';
import { keepWithin, panBy, zoomAt, type TimeWindow } from './time-window.ts';

export interface TimeWindowHandle {
  window: TimeWindow;
  zoomed: boolean;
  zoomTo: (window: TimeWindow) => void;
  /** Around the middle; a factor below 1 comes nearer. */
  zoomBy: (factor: number) => void;
  fit: () => void;
}

/**
 * The shown stretch of time. Until the person zooms it is all of it, also while it grows. Ctrl or ⌘ with the wheel zooms
 * at the pointer, a sideways wheel moves along; `laneLeft` is where the bars begin in the element.
 */
export function useTimeWindow(
  bounds: TimeWindow,
  element: RefObject<HTMLElement | null>,
  laneLeft: number,
): TimeWindowHandle {
  const [chosen, setChosen] = useState<TimeWindow | null>(null);
  const window = useMemo(() => (chosen === null ? bounds : keepWithin(chosen, bounds)), [chosen, bounds]);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const onWheel = (event: WheelEvent): void => {
      const box = target.getBoundingClientRect();
      const lane = target.clientWidth - laneLeft;
      const x = event.clientX - box.left - laneLeft;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      const length = window.toUs - window.fromUs;
      if ((event.ctrlKey || event.metaKey) && x >= 0) {
        event.preventDefault();
        const factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.008);
        setChosen(zoomAt(window, bounds, { atUs: window.fromUs + (x / lane) * length, factor }));
      } else if (chosen !== null && Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        event.preventDefault();
        setChosen(panBy(window, bounds, (sideways / lane) * length));
      }
    };
    // React's own wheel listener is passive and could not keep the page from zooming.
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  });
  return {
    window,
    zoomed: chosen !== null,
    zoomTo: (next) => setChosen(next),
    zoomBy: (factor) => setChosen(zoomAt(window, bounds, { atUs: (window.fromUs + window.toUs) / 2, factor })),
    fit: () => setChosen(null),
  };
}
