/** Behind by more than this, something is the matter; below it is the ordinary way of an event. */
const LATE_SECONDS = 10;

/** Whether what was sent is missing from lists for longer than people would expect. */
export function isLate(status: { waitingSegments: number; lagSeconds: number }): boolean {
  return status.waitingSegments > 0 && status.lagSeconds > LATE_SECONDS;
}
