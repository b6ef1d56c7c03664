import type { Write } from './change.ts';
import { compareWrites, firstWrites } from './compare-writes.ts';
import { isEmptyObject, type MetadataWrite } from './metadata-tree.ts';

/**
 * Leaves out what can never win, so that the spans of one batch make one small change. Sound because a write that
 * loses within a part also loses within the whole; a fold over the result equals a fold over the input, alone or
 * together with any other changes.
 */
export function compactWrites<Fields, Firsts>(writes: readonly Write<Fields, Firsts>[]): Write<Fields, Firsts>[] {
  const ordered = writes.toSorted(compareWrites);
  const kept = ordered.map(({ atUs, rank, kind, by }): Write<Fields, Firsts> => ({ atUs, rank, kind, by }));
  const slots = ordered.map((from, at) => ({ from, to: kept[at] ?? from }));
  keepLast(slots, 'set');
  keepLast(slots, 'mappedFrom');
  keepFirst(slots);
  keepLastMetadata(slots);
  keepUnion(slots, 'tags');
  keepUnion(slots, 'flags');
  return kept.filter((write, at) => at === earliest(ordered) || Object.keys(write).length > PLACE_KEYS);
}

const PLACE_KEYS = 4;

interface Slot<Fields, Firsts> {
  from: Write<Fields, Firsts>;
  to: Write<Fields, Firsts>;
}

/** The earliest write stays, even empty: its time is the entity's when nothing states one. */
function earliest(writes: readonly Write<unknown, unknown>[]): number {
  let at = 0;
  for (const [index, write] of writes.entries()) if (write.atUs < (writes[at]?.atUs ?? Infinity)) at = index;
  return at;
}

function keepLast<Fields, Firsts>(slots: readonly Slot<Fields, Firsts>[], part: 'set' | 'mappedFrom'): void {
  const seen = new Set<string>();
  for (const { from, to } of slots.toReversed()) {
    const entries = Object.entries(from[part] ?? {}).filter(([field]) => !seen.has(field));
    for (const [field] of entries) seen.add(field);
    if (entries.length > 0) Object.assign(to, { [part]: Object.fromEntries(entries) });
  }
}

function keepFirst<Fields, Firsts>(slots: readonly Slot<Fields, Firsts>[]): void {
  const winners = firstWrites(slots.map(({ from }) => from));
  for (const { from, to } of slots) {
    const kept = Object.entries(from.first ?? {}).filter(([field]) => winners.get(field) === from);
    if (kept.length > 0) to.first = Object.fromEntries(kept) as Partial<Firsts>;
  }
}

function keepLastMetadata(slots: readonly Slot<unknown, unknown>[]): void {
  const seen = new Set<string>();
  for (const { from, to } of slots.toReversed()) {
    const kept: MetadataWrite[] = [];
    for (const write of from.metadata ?? []) {
      const path = JSON.stringify(write[0]);
      if (seen.has(path)) continue;
      // An empty object yields to what an earlier write put there, so it must not hide that write.
      if (!isEmptyObject(write[1])) seen.add(path);
      kept.push(write);
    }
    if (kept.length > 0) to.metadata = kept;
  }
}

function keepUnion(slots: readonly Slot<unknown, unknown>[], part: 'tags' | 'flags'): void {
  const seen = new Set<string>();
  for (const { from, to } of slots) {
    const fresh = (from[part] ?? []).filter((text) => !seen.has(text));
    for (const text of fresh) seen.add(text);
    if (fresh.length > 0) to[part] = fresh;
  }
}
