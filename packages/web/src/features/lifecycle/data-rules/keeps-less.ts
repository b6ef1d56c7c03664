import type { RetentionSettings } from './use-retention.ts';

const ANY = Number.POSITIVE_INFINITY;

/** Whether anything that is kept now could go. */
export function keepsLess(before: RetentionSettings, after: RetentionSettings): boolean {
  const names = new Set([...before.environments, ...after.environments].map(({ environment }) => environment));
  const less = (limit: (settings: RetentionSettings) => number): boolean => limit(after) < limit(before);
  return (
    less(({ days }) => days ?? ANY) ||
    less(({ maxSteps }) => maxSteps ?? ANY) ||
    less(({ diskPercent }) => diskPercent ?? ANY) ||
    [...names].some((name) => less((of) => daysIn(of, name)) || less((of) => stepsIn(of, name)))
  );
}

const ruleOf = ({ environments }: RetentionSettings, name: string) =>
  environments.find(({ environment }) => environment === name);

/** Days of the environment stand in for those of the project; its steps are a limit beside the project's. */
const daysIn = (of: RetentionSettings, name: string): number => ruleOf(of, name)?.days ?? of.days ?? ANY;
const stepsIn = (of: RetentionSettings, name: string): number => ruleOf(of, name)?.maxSteps ?? ANY;
