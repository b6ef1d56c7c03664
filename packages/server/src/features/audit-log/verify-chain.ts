import { hashEntry } from './audit-chain.ts';
import type { ChainedEntry } from './audit-chain.ts';

export interface HashedEntry extends ChainedEntry {
  /** Hex. */
  hash: string;
}

/** What the chain says of itself: how long it is and the hash of its last entry. */
export interface ChainEnd {
  length: number;
  head: string | null;
}

export interface ChainProblem {
  sequence: number;
  kind: 'changed' | 'missing' | 'out of order' | 'cut off';
  message: string;
}

export interface ChainVerdict {
  ok: boolean;
  entries: number;
  head: string | null;
  /** Every place that is wrong, in order; the first hundred of them. */
  problems: ChainProblem[];
}

const MAX_PROBLEMS = 100;

/**
 * Walks the entries of one chain in order. A changed byte breaks the entry's own hash, or, where the forger made that
 * fit, the one that follows; a missing entry leaves a gap; missing ones at the end differ from the chain's known end.
 */
export async function verifyChain(entries: AsyncIterable<HashedEntry>, end: ChainEnd | null): Promise<ChainVerdict> {
  const problems: ChainProblem[] = [];
  const blame = (sequence: number, kind: ChainProblem['kind'], message: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ sequence, kind, message });
  };
  let count = 0;
  let last: { sequence: number; hash: string | null } = { sequence: 0, hash: null };
  for await (const entry of entries) {
    const { sequence, hash } = entry;
    count += 1;
    const isNext = sequence === last.sequence + 1;
    if (sequence <= last.sequence) blame(sequence, 'out of order', `Entry ${sequence} comes after ${last.sequence}`);
    else if (!isNext) blame(last.sequence + 1, 'missing', missing(last.sequence + 1, sequence - 1));
    if (hashEntry(entry) !== hash) blame(sequence, 'changed', `Entry ${sequence} is not what was written`);
    else if (isNext && entry.previousHash !== last.hash)
      blame(sequence, 'changed', `Entry ${sequence} does not follow the entry before it, one of them was exchanged`);
    last = { sequence, hash };
  }
  if (end && (end.length !== last.sequence || end.head !== last.hash))
    blame(last.sequence + 1, 'cut off', cutOff(last.sequence, end.length));
  return { ok: problems.length === 0, entries: count, head: last.hash, problems };
}

function missing(from: number, to: number): string {
  return from === to ? `Entry ${from} is missing` : `Entries ${from} to ${to} are missing`;
}

function cutOff(found: number, known: number): string {
  return found === known
    ? `The newest entry, ${found}, is not the one that the chain is known to end with`
    : `The chain ends at entry ${found}, but its end is known to be entry ${known}`;
}
