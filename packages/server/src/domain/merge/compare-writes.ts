import type { Write } from './change.ts';

type Place = Pick<Write<unknown, unknown>, 'atUs' | 'rank' | 'kind' | 'by'>;

/**
 * The order in which writes are applied, total over distinct writes: derived before stated, then by the client's
 * time, then a create before the updates of the same instant, then by the event's id (any fixed tie-break would do).
 */
export function compareWrites(a: Place, b: Place): number {
  return a.rank - b.rank || compareTimes(a, b);
}

/** The same order within one rank; decides which write was *first* for the fields where that counts. */
export function compareTimes(a: Place, b: Place): number {
  return a.atUs - b.atUs || Number(a.kind === 'update') - Number(b.kind === 'update') || compareText(a.by, b.by);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
