import { ABSENT } from './format.ts';

/** `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 d ago`, then the date. Times ahead of the clock say `in 2 min`. */
export function formatRelativeTime(time: string | number | Date | null | undefined, now: number): string {
  const at = toMs(time);
  if (at === null) return ABSENT;
  const seconds = Math.round((now - at) / 1000);
  const size = Math.abs(seconds);
  if (size < 3) return 'just now';
  const text = distance(size);
  if (text === null) return formatDate(at, now);
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

/** The exact local time with milliseconds and the zone's offset: `2026-11-20 14:02:31.482 +01:00`. */
export function formatExactTime(time: string | number | Date | null | undefined): string {
  const at = toMs(time);
  if (at === null) return ABSENT;
  const date = new Date(at);
  return `${formatDay(date)} ${formatClock(date)}.${String(date.getMilliseconds()).padStart(3, '0')} ${formatOffset(date)}`;
}

/** `14:02` of today, `20 Nov 14:02` of this year, `20 Nov 2025` before. */
export function formatDate(time: string | number | Date, now: number): string {
  const date = new Date(time);
  const today = new Date(now);
  const day = `${date.getDate()} ${MONTHS[date.getMonth()]}`;
  if (date.getFullYear() !== today.getFullYear()) return `${day} ${date.getFullYear()}`;
  const clock = formatClock(date).slice(0, 5);
  return date.toDateString() === today.toDateString() ? clock : `${day} ${clock}`;
}

/** `27 Nov 2026, 14:02`: for what will happen, where the day counts and the zone is the reader's. */
export function formatExactDay(time: string | number | Date): string {
  const date = new Date(time);
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}, ${formatClock(date).slice(0, 5)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function distance(seconds: number): string | null {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)} d`;
  return null;
}

function toMs(time: string | number | Date | null | undefined): number | null {
  if (time === null || time === undefined || time === '') return null;
  const at = new Date(time).getTime();
  return Number.isNaN(at) ? null : at;
}

const two = (value: number): string => String(value).padStart(2, '0');
const formatDay = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const formatClock = (date: Date): string =>
  `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

function formatOffset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
