import type { ReplayRange } from './use-replays.ts';

export const REPLAY_PERIODS = [
  { value: '1h', label: 'The last hour', hours: 1 },
  { value: '24h', label: 'The last 24 hours', hours: 24 },
  { value: 'all', label: 'Everything that is kept' },
  { value: 'range', label: 'A range of time' },
] as const;
export type ReplayPeriod = (typeof REPLAY_PERIODS)[number]['value'];

/** As the fields have it: local times without a zone, empty while nothing is typed. */
export interface ReplayDraft {
  period: ReplayPeriod;
  from: string;
  to: string;
}

/** Null while the range is not complete, or ends before it begins. */
export function rangeOfDraft({ period, from, to }: ReplayDraft, nowMs: number): ReplayRange | null {
  if (period === 'all') return { all: true };
  const hours = REPLAY_PERIODS.find(({ value }) => value === period);
  if (hours !== undefined && 'hours' in hours) return { from: new Date(nowMs - hours.hours * 3_600_000).toISOString() };
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(begins) || (to !== '' && !(ends > begins))) return null;
  const beginning = { from: new Date(begins).toISOString() };
  return to === '' ? beginning : { ...beginning, to: new Date(ends).toISOString() };
}
