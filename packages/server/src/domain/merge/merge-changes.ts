import type { Change } from './change.ts';
import { compareText } from './compare-writes.ts';

/**
 * The union of two sets of changes of one observation or trace, by change id and in the order of it. Commutative,
 * associative and idempotent, so any number of workers may merge in any order. Should one id come with two contents
 * (never, when ids carry a digest), the greater JSON text is taken, whichever side it came from.
 */
export function mergeChanges<C extends Change<unknown, unknown>>(a: readonly C[], b: readonly C[]): C[] {
  const byId = new Map<string, C>();
  for (const change of [...a, ...b]) {
    const known = byId.get(change.changeId);
    byId.set(change.changeId, known === undefined ? change : greater(known, change));
  }
  return [...byId.values()].sort((x, y) => compareText(x.changeId, y.changeId));
}

function greater<C>(a: C, b: C): C {
  if (a === b) return a;
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}
