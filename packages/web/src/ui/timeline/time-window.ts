/** A stretch of time that is shown, in microseconds. */
export interface TimeWindow {
  fromUs: number;
  toUs: number;
}

const SHORTEST_US = 10;

/** Zooms around a moment that stays where it is; a factor below 1 comes nearer. Never leaves the bounds. */
export function zoomAt(window: TimeWindow, bounds: TimeWindow, zoom: { atUs: number; factor: number }): TimeWindow {
  const { atUs, factor } = zoom;
  const length = Math.max(SHORTEST_US, (window.toUs - window.fromUs) * factor);
  const share = (atUs - window.fromUs) / Math.max(1, window.toUs - window.fromUs);
  const fromUs = atUs - length * share;
  return keepWithin({ fromUs, toUs: fromUs + length }, bounds);
}

export function panBy(window: TimeWindow, bounds: TimeWindow, byUs: number): TimeWindow {
  return keepWithin({ fromUs: window.fromUs + byUs, toUs: window.toUs + byUs }, bounds);
}

/** The window moved, and shortened where it must be, to lie in the bounds. */
export function keepWithin(window: TimeWindow, bounds: TimeWindow): TimeWindow {
  const length = Math.min(window.toUs - window.fromUs, bounds.toUs - bounds.fromUs);
  const fromUs = Math.min(Math.max(window.fromUs, bounds.fromUs), bounds.toUs - length);
  return { fromUs, toUs: fromUs + length };
}

/** Where a moment lies in the window: 0 at its start, 1 at its end, beyond them outside. */
export const shareOf = (window: TimeWindow, us: number): number =>
  (us - window.fromUs) / Math.max(1, window.toUs - window.fromUs);
