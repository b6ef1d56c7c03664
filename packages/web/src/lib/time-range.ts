/** A stretch of time: the last so long, seen from whenever it is asked, or from one moment to another (ISO 8601). */
export type TimeRange = { last: TimePreset } | { from: string; to: string };

export const TIME_PRESETS = {
  '15m': { label: 'Last 15 minutes', ms: 15 * 60_000 },
  '1h': { label: 'Last hour', ms: 3_600_000 },
  '6h': { label: 'Last 6 hours', ms: 6 * 3_600_000 },
  '24h': { label: 'Last 24 hours', ms: 24 * 3_600_000 },
  '7d': { label: 'Last 7 days', ms: 7 * 86_400_000 },
  '30d': { label: 'Last 30 days', ms: 30 * 86_400_000 },
  '90d': { label: 'Last 90 days', ms: 90 * 86_400_000 },
  all: { label: 'All time', ms: null },
} as const satisfies Record<string, { label: string; ms: number | null }>;
export type TimePreset = keyof typeof TIME_PRESETS;

export const DEFAULT_RANGE: TimeRange = { last: '7d' };

/** Reads `24h` or `2026-11-01T00:00:00Z..2026-11-02T00:00:00Z`; anything else is null. */
export function parseTimeRange(text: string | undefined): TimeRange | null {
  if (text === undefined) return null;
  if (Object.hasOwn(TIME_PRESETS, text)) return { last: text as TimePreset };
  const [from, to, ...rest] = text.split('..');
  if (from === undefined || to === undefined || rest.length > 0) return null;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return Number.isNaN(start) || Number.isNaN(end) || start >= end
    ? null
    : { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}

export const printTimeRange = (range: TimeRange): string =>
  'last' in range ? range.last : `${range.from}..${range.to}`;

/** The bounds as ISO 8601, seen from `now`; null where the range is open. */
export function resolveTimeRange(range: TimeRange, now: number): { from: string | null; to: string | null } {
  if (!('last' in range)) return range;
  const { ms } = TIME_PRESETS[range.last];
  // To the minute, so that a page's queries share a cache entry and are not asked anew on every render.
  return { from: ms === null ? null : new Date(Math.floor((now - ms) / 60_000) * 60_000).toISOString(), to: null };
}

export function labelTimeRange(range: TimeRange): string {
  if ('last' in range) return TIME_PRESETS[range.last].label;
  return `${shortDate(range.from)} – ${shortDate(range.to)}`;
}

/** The range within a sentence: `in the last 7 days`, `between 1 Nov and 2 Nov`. */
export function phraseTimeRange(range: TimeRange): string {
  if (!('last' in range)) return `between ${shortDate(range.from)} and ${shortDate(range.to)}`;
  return range.last === 'all' ? 'at any time' : `in the ${TIME_PRESETS[range.last].label.toLowerCase()}`;
}

function shortDate(iso: string): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  const midnight = date.getHours() === 0 && date.getMinutes() === 0;
  return midnight ? day : `${day} ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}
