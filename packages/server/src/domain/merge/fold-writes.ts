import type { Change, Write } from './change.ts';
import { compareWrites, firstWrites } from './compare-writes.ts';
import { latestReadings } from './latest-readings.ts';
import { mergeChanges } from './merge-changes.ts';
import { metadataRecord } from './metadata-tree.ts';
import type { MappedFrom, Micros } from '../telemetry.ts';

/** Everything that observations and traces fold alike. */
export interface FoldedWrites<Fields, Firsts> {
  projectId: string;
  entityId: string;
  set: Partial<Fields>;
  first: Partial<Firsts>;
  tags: string[];
  metadata: Record<string, string>;
  flags: string[];
  mappedFrom: MappedFrom;
  /** In the order of application. */
  writes: Write<Fields, Firsts>[];
  /** The earliest time any event gave. */
  earliestUs: Micros;
  ingestedUs: Micros;
  rowVersion: number;
}

/**
 * Folds a set of changes (at least one, all of one entity). The result depends on the set alone.
 *
 * `rowVersion` is the number of distinct changes folded. A writer stores its changes first, then reads all changes
 * back, then folds: the set it sees can only grow, so of two rows the one that knows more always has the higher
 * version and wins, whoever writes last. Changes that a later reading replaced are counted, too. The time of processing would let a slow worker with an older view win.
 */
export function foldWrites<Fields, Firsts>(changes: readonly Change<Fields, Firsts>[]): FoldedWrites<Fields, Firsts> {
  const distinct = mergeChanges(changes, []);
  const [some] = distinct;
  if (some === undefined) throw new RangeError('There is no change to fold');
  const writes = latestReadings(distinct)
    .flatMap((change) => change.writes)
    .sort(compareWrites);
  return {
    projectId: some.projectId,
    entityId: some.entityId,
    set: lastOf(writes, 'set') as Partial<Fields>,
    first: firsts(writes),
    tags: [...new Set(writes.flatMap((write) => write.tags ?? []))].sort(),
    metadata: metadataRecord(writes.flatMap((write) => write.metadata ?? [])),
    flags: [...new Set(writes.flatMap((write) => write.flags ?? []))].sort(),
    mappedFrom: lastOf(writes, 'mappedFrom') as MappedFrom,
    writes,
    earliestUs: writes.reduce((earliest, write) => Math.min(earliest, write.atUs), Infinity),
    ingestedUs: distinct.reduce((latest, change) => Math.max(latest, change.ingestedUs), 0),
    rowVersion: distinct.length,
  };
}

/** Per field what the last write says. */
function lastOf(writes: readonly Write<unknown, unknown>[], part: 'set' | 'mappedFrom'): object {
  const last = {};
  for (const write of writes) Object.assign(last, write[part]);
  return last;
}

function firsts<Fields, Firsts>(writes: readonly Write<Fields, Firsts>[]): Partial<Firsts> {
  const winners = [...firstWrites(writes)];
  return Object.fromEntries(
    winners.map(([field, { first }]) => [field, first?.[field as keyof Firsts]]),
  ) as Partial<Firsts>;
}
