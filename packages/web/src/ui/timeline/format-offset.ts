import { formatDuration } from '#lib/format';

/** Microseconds since the beginning, exact where it is short: `1.284 ms`, `12.4 s`. */
export function formatOffset(us: number): string {
  if (Math.abs(us) < 10_000) return `${us / 1000} ms`;
  return formatDuration(us / 1000);
}
