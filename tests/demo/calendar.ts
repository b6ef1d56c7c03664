import type { Seeded } from './seeded.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The week that the workload fills, ending at `untilMs`. */
export class Calendar {
  readonly untilMs: number;
  readonly #random: Seeded;

  constructor(untilMs: number, random: Seeded) {
    this.untilMs = untilMs;
    this.#random = random;
  }

  /** Some moment of the week: most in office hours (UTC), few at night and at weekends. */
  busyMoment(): number {
    for (;;) {
      const moment = Math.floor(this.untilMs - this.#random.next() * 7 * DAY);
      const date = new Date(moment);
      const hour = date.getUTCHours();
      const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
      const load = (hour >= 7 && hour < 19 ? 1 : 0.18) * (isWeekend ? 0.35 : 1);
      if (this.#random.chance(load)) return moment;
    }
  }

  /** The nightly runs of the week, oldest first. */
  nights(): number[] {
    const lastNight = Math.floor((this.untilMs - 2 * HOUR) / DAY) * DAY + 2 * HOUR;
    return [6, 5, 4, 3, 2, 1, 0].map((daysAgo) => lastNight - daysAgo * DAY);
  }

  /** Two days and a half ago the search cluster had a bad hour and a half. */
  isSearchOutage(momentMs: number): boolean {
    const sinceMs = momentMs - (this.untilMs - 2.5 * DAY);
    return sinceMs >= 0 && sinceMs < 1.5 * HOUR;
  }

  /** Some moment of the bad time. */
  outageMoment(): number {
    return Math.floor(this.untilMs - 2.5 * DAY + this.#random.next() * 1.2 * HOUR);
  }

  /** The release that was live at a moment: a new one came four days ago. */
  releaseAt(momentMs: number): string {
    return momentMs < this.untilMs - 4 * DAY ? 'shop-assistant@2.13.4' : 'shop-assistant@2.14.0';
  }
}
