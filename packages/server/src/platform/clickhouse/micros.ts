/** Event times are microseconds since 1970 as numbers, and in text with all six decimals. */

const ISO = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?(Z|[+-]\d{2}:?\d{2})?$/i;

/** ISO 8601 to microseconds, null when it is not one. Without an offset it is UTC; digits past the sixth are cut. */
export function parseMicros(iso: string): number | null {
  const match = ISO.exec(iso.trim());
  if (!match) return parseDate(iso.trim());
  const [, seconds = '', fraction = '', offset = 'Z'] = match;
  const ms = Date.parse(`${seconds.replace(' ', 'T')}${offset.toUpperCase()}`);
  return Number.isNaN(ms) ? null : ms * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

function parseDate(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) ? null : ms * 1000;
}

/** `2026-11-20T09:00:00.123456Z`. */
export function isoOfMicros(micros: number): string {
  return `${secondsText(micros)}.${fractionText(micros)}Z`;
}

/** `2026-11-20T09:00:00.123Z`, as the compatible API writes times. */
export function isoMillisOfMicros(micros: number): string {
  return `${secondsText(micros)}.${fractionText(micros).slice(0, 3)}Z`;
}

/** As the compatible API writes times, with the microseconds where a time has them: nothing that was sent is lost. */
export function isoExact(micros: number): string {
  return micros % 1000 === 0 ? isoMillisOfMicros(micros) : isoOfMicros(micros);
}

/** `2026-11-20 09:00:00.123456`, as the engine reads a DateTime64 column. */
export function dateTimeText(micros: number): string {
  return `${secondsText(micros).replace('T', ' ')}.${fractionText(micros)}`;
}

/** `202611`: the monthly partition a time falls into. */
export function monthOf(micros: number): string {
  const text = dayText(Math.floor(micros / (DAY_SECONDS * 1_000_000)));
  return text.slice(0, 4) + text.slice(5, 7);
}

const DAY_SECONDS = 86_400;

/** Times of a batch mostly lie on one day, and making the text of a day is the costly part. */
let lastDay = Number.NaN;
let lastDayText = '';

function dayText(day: number): string {
  if (day !== lastDay) {
    lastDayText = new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastDayText;
}

function secondsText(micros: number): string {
  const second = Math.floor(micros / 1_000_000);
  const day = Math.floor(second / DAY_SECONDS);
  const ofDay = second - day * DAY_SECONDS;
  const minute = Math.floor(ofDay / 60);
  return `${dayText(day)}T${TWO[Math.floor(minute / 60)]}:${TWO[minute % 60]}:${TWO[ofDay % 60]}`;
}

const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

function fractionText(micros: number): string {
  return String(micros - Math.floor(micros / 1_000_000) * 1_000_000).padStart(6, '0');
}
