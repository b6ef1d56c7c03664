/** What is left until then, as people say it: `6 days left`, `5 hours left`, `less than an hour left`. */
export function formatTimeLeft(until: string, now: number): string {
  const leftMs = Date.parse(until) - now;
  if (leftMs <= 0) return 'due now';
  const hours = leftMs / 3_600_000;
  if (hours < 1) return 'less than an hour left';
  if (hours < 48) return `${plural(Math.floor(hours), 'hour')} left`;
  return `${plural(Math.floor(hours / 24), 'day')} left`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
