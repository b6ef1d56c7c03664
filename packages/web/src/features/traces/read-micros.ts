/** Microseconds since 1970 of an ISO 8601 time, which may carry six decimals that `Date` would drop. */
export function readMicros(iso: string): number {
  const ms = Date.parse(iso);
  const decimals = /\.(\d{1,9})/.exec(iso)?.[1] ?? '';
  const micros = Number(decimals.padEnd(6, '0').slice(3, 6) || '0');
  return Math.floor(ms) * 1000 + micros;
}
