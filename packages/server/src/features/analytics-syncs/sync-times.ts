const HOUR_MS = 3_600_000;

/** Half past each hour, away from where schedules of whole hours crowd. */
export function nextSyncAt(now: Date): Date {
  const half = HOUR_MS / 2;
  return new Date((Math.floor((now.getTime() - half) / HOUR_MS) + 1) * HOUR_MS + half);
}

/** Failures in a row after which a sync is paused: within a day of the first. */
export const FAILURES = 10;

/** How long to wait after so many failures in a row. */
export function retryAfterMs(failures: number): number {
  return Math.min(4 * HOUR_MS, 2 ** Math.max(0, failures - 1) * 5 * 60_000);
}
