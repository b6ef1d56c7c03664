import type { Change } from './change.ts';

/**
 * Of every message the changes of its latest reading. What an older reading made of it no longer counts, also where
 * the later one says less: a tag that was never meant does not stay.
 */
export function latestReadings<C extends Change<unknown, unknown>>(changes: readonly C[]): readonly C[] {
  if (!changes.some(({ reading }) => reading !== undefined)) return changes;
  const latest = new Map<number | undefined, number>();
  for (const { source, reading = 0 } of changes) latest.set(source, Math.max(latest.get(source) ?? 0, reading));
  return changes.filter(({ source, reading = 0 }) => source === undefined || reading === latest.get(source));
}
