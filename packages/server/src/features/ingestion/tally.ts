import { addSums } from '#platform/journal/journal';
import type { Sums } from '#platform/journal/journal';

export type Outcome = 'received' | 'stored' | 'dead-lettered' | 'refused';

/**
 * Events by what became of them, under names like `refused:the name is too long`. An event is what a client sent: a
 * span, or one event of a batch; a request that could not be read counts as one.
 */
export type Tally = Sums;

/** What a read request adds: everything in it is received, and some of it may be refused at once. */
export function tallyOfRequest(source: 'otlp' | 'batch', accepted: number, refusals: readonly string[]): Tally {
  const refused = refusals.map((reason) => ({ [tallyName('refused', reason)]: 1 }));
  return addSums({ [tallyName('received', source)]: accepted + refusals.length }, ...refused);
}

/** A request that is refused as a whole, whether it could be read before (`read`) or not. */
export function tallyOfRefusedRequest(read: Tally | null, reason: string): Tally {
  const { received, refused } = read ? totalsOf(read) : { received: 0, refused: 0 };
  if (!read || received === 0) return { 'received:request': 1, [tallyName('refused', reason)]: 1 };
  return received === refused ? read : addSums(read, { [tallyName('refused', reason)]: received - refused });
}

export const REASON_LENGTH = 100;

/** Reasons come from our own code, and must stay few: they are keys of the counts. */
export function tallyName(outcome: Outcome, reason: string): string {
  return `${outcome}:${reason.slice(0, REASON_LENGTH)}`;
}

export function readTallyName(name: string): { outcome: Outcome; reason: string } {
  const at = name.indexOf(':');
  return { outcome: name.slice(0, at) as Outcome, reason: name.slice(at + 1) };
}

export function totalsOf(tally: Tally): Record<'received' | 'stored' | 'deadLettered' | 'refused', number> {
  const totals = { received: 0, stored: 0, deadLettered: 0, refused: 0 };
  for (const [name, count] of Object.entries(tally)) {
    const { outcome } = readTallyName(name);
    totals[outcome === 'dead-lettered' ? 'deadLettered' : outcome] += count;
  }
  return totals;
}

/** Events of a tally that still have to be stored. */
export function acceptedOf(tally: Tally): number {
  const { received, refused } = totalsOf(tally);
  return received - refused;
}

/** What has to be added to `before` to get `after`; names without a difference are left out. */
export function differenceOf(after: Tally, before: Tally): Tally {
  const negative = Object.fromEntries(Object.entries(before).map(([name, count]) => [name, -count]));
  return Object.fromEntries(Object.entries(addSums(after, negative)).filter(([, count]) => count !== 0));
}
