/**
 * How numbers and times are written everywhere. Units in the names: milliseconds, US dollars, counts.
 * Absent values are an en dash so that columns keep their rhythm.
 */
export const ABSENT = '–';

/** `812 ms`, `12.4 s`, `3 m 05 s`, `2 h 04 m`. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return ABSENT;
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < 1) return ms === 0 ? '0 ms' : `${ms.toFixed(2)} ms`;
  if (ms < 999.5) return `${ms < 10 ? trimZeros(ms.toFixed(1)) : Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`;
  return `${Math.floor(minutes / 1440)} d ${pad(Math.floor((minutes % 1440) / 60))} h`;
}

/** US dollars with four significant digits: `$0.0312`, `$12.35`, `$1,204`. Never rounds something to nothing. */
export function formatCost(usd: number | null | undefined): string {
  if (usd === null || usd === undefined || !Number.isFinite(usd)) return ABSENT;
  if (usd === 0) return '$0';
  const sign = usd < 0 ? '-' : '';
  const size = Math.abs(usd);
  if (size >= 1000) return `${sign}$${Math.round(size).toLocaleString('en-US')}`;
  if (size < 1e-9) return `${sign}<$0.000000001`;
  const decimals = Math.max(2, 3 - Math.floor(Math.log10(size)));
  return `${sign}$${trimTo(size.toFixed(decimals), 2)}`;
}

/** `340`, `1.2k`, `3.41M`: at most three significant digits above a thousand. */
export function formatCount(count: number | null | undefined): string {
  if (count === null || count === undefined || !Number.isFinite(count)) return ABSENT;
  const size = Math.abs(count);
  if (size < 1000) return Number.isInteger(count) ? String(count) : trimZeros(count.toFixed(2));
  for (const [limit, unit] of [
    [999_500, 'k'],
    [999_500_000, 'M'],
    [999_500_000_000, 'B'],
  ] as const) {
    if (size < limit) return `${threeDigits(count / (limit / 999.5))}${unit}`;
  }
  return `${threeDigits(count / 1e12)}T`;
}

/** A count as people read it in full: `1,204`. */
export function formatInteger(count: number | null | undefined): string {
  return count === null || count === undefined ? ABSENT : Math.round(count).toLocaleString('en-US');
}

/** Input and output tokens: `1.2k → 340`. */
export function formatTokens(input: number | null | undefined, output: number | null | undefined): string {
  if ((input ?? null) === null && (output ?? null) === null) return ABSENT;
  return `${formatCount(input ?? 0)} → ${formatCount(output ?? 0)}`;
}

/** A share between 0 and 1: `0%`, `0.4%`, `12%`. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return ABSENT;
  const percent = share * 100;
  if (percent === 0) return '0%';
  if (percent < 0.1) return '<0.1%';
  return `${trimZeros(percent.toFixed(percent < 10 ? 1 : 0))}%`;
}

/** `0 B`, `812 B`, `1.2 kB`, `10 MB` (powers of 1000, as browsers' developer tools write them). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  for (const [size, unit] of [
    [1e3, 'kB'],
    [1e6, 'MB'],
    [1e9, 'GB'],
  ] as const) {
    if (bytes < size * 999.5 || unit === 'GB') return `${threeDigits(bytes / size)} ${unit}`;
  }
  return `${bytes} B`;
}

const pad = (value: number): string => String(value).padStart(2, '0');
const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
const threeDigits = (value: number): string =>
  trimZeros(Math.abs(value) < 9.995 ? value.toFixed(2) : Math.abs(value) < 99.95 ? value.toFixed(1) : value.toFixed(0));

/** Drops trailing zeros but keeps at least `keep` decimals: money reads badly as `$0.5`. */
function trimTo(text: string, keep: number): string {
  const [whole, fraction = ''] = text.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(keep, '0')}`;
}
