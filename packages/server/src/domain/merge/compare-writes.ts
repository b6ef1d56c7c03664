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
 * For every field that keeps its first value, the write that gives it: of the highest rank, the earliest. Of two
 * events of one instant (SDKs stamp a whole batch alike) the one that states the earlier time is first.
 */
export function firstWrites<Firsts>(writes: readonly Write<unknown, Firsts>[]): Map<string, Write<unknown, Firsts>> {
  const winners = new Map<string, Write<unknown, Firsts>>();
  for (const write of writes) {
    for (const field of Object.keys(write.first ?? {})) {
      const best = winners.get(field);
      if (best === undefined || compareFirsts(write, best, field) < 0) winners.set(field, write);
    }
  }
  return winners;
}

function compareFirsts<Firsts>(a: Write<unknown, Firsts>, b: Write<unknown, Firsts>, field: string): number {
  const byTime = b.rank - a.rank || a.atUs - b.atUs || compareKinds(a, b);
  return byTime || statedTime(a, field) - statedTime(b, field) || compareText(a.by, b.by);
}

function compareTimes(a: Place, b: Place): number {
  return a.atUs - b.atUs || compareKinds(a, b) || compareText(a.by, b.by);
}

function compareKinds(a: Place, b: Place): number {
  return Number(a.kind === 'update') - Number(b.kind === 'update');
}

function statedTime({ first }: Write<unknown, unknown>, field: string): number {
  const value = (first as Record<string, unknown>)[field];
  return typeof value === 'number' ? value : 0;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
