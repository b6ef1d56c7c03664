import type { BlobExportFrequency, BlobExportMode } from '@tidemark/contract/blob-exports';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const MONDAY_MS = 4 * DAY_MS;

const PERIODS: Record<BlobExportFrequency, { ms: number; offsetMs: number }> = {
  every_20_minutes: { ms: 20 * MINUTE_MS, offsetMs: 0 },
  hourly: { ms: 60 * MINUTE_MS, offsetMs: 0 },
  daily: { ms: DAY_MS, offsetMs: 0 },
  weekly: { ms: 7 * DAY_MS, offsetMs: MONDAY_MS },
};

/** The next full period in UTC, such as the next midnight: what was missed is caught up with in one part. */
export function nextTime(frequency: BlobExportFrequency, nowMs: number): Date {
  const { ms, offsetMs } = PERIODS[frequency];
  return new Date((Math.floor((nowMs - offsetMs) / ms) + 1) * ms + offsetMs);
}

/** From which time of storing on a schedule delivers. */
export function firstTime({ mode, startAt }: { mode: BlobExportMode; startAt: Date | null }, nowMs: number): Date {
  if (mode === 'FROM_CUSTOM_DATE' && startAt) return startAt;
  return new Date(mode === 'FULL_HISTORY' ? 0 : Math.floor(nowMs / DAY_MS) * DAY_MS);
}

/** Failures in a row after which a schedule is paused: about two hours after the first. */
export const FAILURES = 6;

/** How long to wait after so many failures in a row. */
export function retryAfterMs(failures: number): number {
  return Math.min(60, 2 ** Math.max(0, failures - 1) * 2) * MINUTE_MS;
}
