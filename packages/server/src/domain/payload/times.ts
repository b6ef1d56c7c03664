import type { Micros } from '../telemetry.ts';

const DAY_US = 86_400_000_000;

/** The earliest event time that is stored: 2000-01-01. Times outside the range would fill partitions with nonsense. */
export const EARLIEST_US: Micros = Date.UTC(2000, 0, 1) * 1000;

/** A time within [2000-01-01, `nowUs` + 24 h]; `clamped` says that it was not. */
export function clampTime(us: Micros, nowUs: Micros): { us: Micros; clamped: boolean } {
  if (us < EARLIEST_US) return { us: EARLIEST_US, clamped: true };
  if (us > nowUs + DAY_US) return { us: nowUs + DAY_US, clamped: true };
  return Number.isNaN(us) ? { us: nowUs, clamped: true } : { us, clamped: false };
}

/** Microseconds of an ISO 8601 text with an offset, exact where `Date` keeps only milliseconds; null when unreadable. */
export function parseIsoMicros(text: string): Micros | null {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  const fraction = FRACTION.exec(text)?.[1] ?? '';
  const wholeSeconds = Math.floor(ms / 1000);
  return wholeSeconds * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

const FRACTION = /:\d\d[.,](\d+)/;
