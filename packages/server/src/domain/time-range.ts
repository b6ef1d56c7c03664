import { AppError } from './errors.ts';
import type { Micros } from './telemetry.ts';

/** A stretch of time: from inclusive, to exclusive. */
export interface TimeRange {
  fromUs: Micros;
  toUs: Micros;
}

const SECOND_US = 1_000_000;
const DAY_US = 86_400 * SECOND_US;

/** A range with both ends. An open end is now, an open beginning `defaultDays` before the end. Throws `invalid` when it is empty. */
export function closeRange(
  asked: { fromUs: Micros | null; toUs: Micros | null },
  context: { nowUs: Micros; defaultDays: number },
): TimeRange {
  const toUs = asked.toUs ?? Math.max(context.nowUs, (asked.fromUs ?? 0) + 1);
  const fromUs = asked.fromUs ?? toUs - context.defaultDays * DAY_US;
  if (fromUs >= toUs) throw new AppError('invalid', 'The time range must begin before it ends');
  return { fromUs, toUs };
}

/** Widths of a chart's bars that people can read off an axis; beyond them, multiples of the last. */
const STEPS_US = [
  ...[1, 5, 10, 30, 60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600].map((seconds) => seconds * SECOND_US),
  ...[1, 7, 30].map((days) => days * DAY_US),
];

export interface Buckets {
  stepUs: Micros;
  /** Start of every bar, empty ones too; multiples of the step since 1970 (UTC). The first may begin before the range. */
  startsUs: Micros[];
}

/** The narrowest bars of a readable width of which at most `maxBars` cover the range. */
export function chartBuckets(range: TimeRange, maxBars: number): Buckets {
  const stepUs = STEPS_US.find((step) => countBars(range, step) <= maxBars) ?? widerStep(range, maxBars);
  const firstUs = startOfBar(range.fromUs, stepUs);
  return { stepUs, startsUs: Array.from({ length: countBars(range, stepUs) }, (_, bar) => firstUs + bar * stepUs) };
}

function widerStep(range: TimeRange, maxBars: number): Micros {
  const widestUs = STEPS_US.at(-1)!;
  let times = Math.max(2, Math.ceil((range.toUs - range.fromUs) / (maxBars * widestUs)));
  while (countBars(range, times * widestUs) > maxBars && times < Number.MAX_SAFE_INTEGER / widestUs) times++;
  return times * widestUs;
}

function countBars(range: TimeRange, stepUs: Micros): number {
  return Math.ceil((range.toUs - startOfBar(range.fromUs, stepUs)) / stepUs);
}

function startOfBar(timeUs: Micros, stepUs: Micros): Micros {
  return Math.floor(timeUs / stepUs) * stepUs;
}
