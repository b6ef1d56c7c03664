import type { Write } from './change.ts';

type Place = Pick<Write<unknown, unknown>, 'atUs' | 'rank' | 'kind' | 'by'>;

/**
 * The order in which writes are applied, total over distinct writes: derived before stated, then by the client's
 * time, then a create before the updates of the same instant, then by the event's id (any fixed tie-break would do).
 */
export function compareWrites(a: Place, b: Place): number {
  return a.rank - b.rank || compareTimes(a, b);
}

/**
 * Earliest first, for the fields that keep their first value: a higher rank counts as earlier; of two events of one
 * instant (SDKs stamp a whole batch alike) the one that states the earlier time does.
 */
export function compareFirsts<Firsts>(a: Write<unknown, Firsts>, b: Write<unknown, Firsts>): number {
  return (
    b.rank - a.rank || a.atUs - b.atUs || compareKinds(a, b) || statedTime(a) - statedTime(b) || compareText(a.by, b.by)
  );
}

function compareTimes(a: Place, b: Place): number {
  return a.atUs - b.atUs || compareKinds(a, b) || compareText(a.by, b.by);
}

function compareKinds(a: Place, b: Place): number {
  return Number(a.kind === 'update') - Number(b.kind === 'update');
}

function statedTime({ first }: Write<unknown, unknown>): number {
  const time = Object.values(first ?? {}).find((value) => typeof value === 'number');
  return typeof time === 'number' ? time : Number.MAX_SAFE_INTEGER;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
