/** Marks of a time axis and how they are written. All times are microseconds from the axis' zero. */
export interface TimeTicks {
  stepUs: number;
  at: number[];
}

/** Marks at round times within a stretch, at most `most` of them. */
export function timeTicks(fromUs: number, toUs: number, most: number): TimeTicks {
  const stepUs = niceStep((toUs - fromUs) / Math.max(1, most));
  const at: number[] = [];
  for (let index = Math.ceil(fromUs / stepUs); index * stepUs <= toUs; index++) at.push(index * stepUs);
  return { stepUs, at };
}

const SECOND = 1e6;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Clock-like steps above a second; decimal ones below and above days. */
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30]
  .map((count) => count * SECOND)
  .concat([1, 2, 5, 10, 15, 30].map((count) => count * MINUTE))
  .concat([1, 2, 3, 6, 12].map((count) => count * HOUR));

/** The smallest round step that is no shorter than `leastUs`; never below a microsecond. */
function niceStep(leastUs: number): number {
  if (leastUs <= SECOND / 2) return Math.max(1, decimalStep(leastUs));
  return CLOCK_STEPS.find((step) => step >= leastUs) ?? DAY * decimalStep(leastUs / DAY);
}

function decimalStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-9)));
  return power * ([1, 2, 5, 10].find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10);
}

/** A mark's text, as exact as its step: `250 ms`, `2.5 s`, `1 m 30 s`, `2 h 15 m`, `3 d`. */
export function formatTick(us: number, stepUs: number): string {
  if (us === 0) return '0';
  if (us < 0) return `−${formatTick(-us, stepUs)}`;
  if (us < 1000) return `${trim(us, stepUs)} µs`;
  if (us < SECOND) return `${trim(us / 1000, stepUs / 1000)} ms`;
  if (us < MINUTE) return `${trim(us / SECOND, stepUs / SECOND)} s`;
  return inUnits(us, stepUs);
}

const UNITS = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'm'],
] as const;

/** Days, hours, minutes and seconds, without those that are nothing. */
function inUnits(us: number, stepUs: number): string {
  const parts: string[] = [];
  let rest = us;
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  const seconds = trim(rest / SECOND, stepUs / SECOND);
  if (seconds !== '0') parts.push(`${seconds} s`);
  return parts.join(' ');
}

/** As many decimals as the step has, at most. */
function trim(value: number, step: number): string {
  const decimals =
    step >= 1 && Number.isInteger(step) ? 0 : Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) + 0.3)));
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
