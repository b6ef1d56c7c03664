import type { TraceWrite } from '#domain/merge/change';
import { compareWrites } from '#domain/merge/compare-writes';

/**
 * Gathers what the spans of one trace say of it. Most spans repeat the one before (SDKs copy user, session and tags to
 * every span), so of two writes that say the same only the one that can win is kept: the later one, or, where the
 * first counts, the earlier.
 */
export class TraceGatherer {
  readonly writes: TraceWrite[] = [];
  /** Where in `writes` the last write of each rank stands, and what it says. */
  readonly #last = new Map<number, { at: number; content: string }>();

  add(writes: readonly TraceWrite[]): void {
    for (const write of writes) this.#addOne(write);
  }

  #addOne(write: TraceWrite): void {
    const content = contentOf(write);
    const last = content === null ? undefined : this.#last.get(write.rank);
    const before = last?.content === content ? this.writes[last.at] : undefined;
    if (last !== undefined && before !== undefined) {
      if (wins(write, before)) this.writes[last.at] = write;
      return;
    }
    this.writes.push(write);
    if (content !== null) this.#last.set(write.rank, { at: this.writes.length - 1, content });
  }
}

/** Everything a write says except when; null for a root, of which the first and the last word both count. */
function contentOf({ set, first, tags, metadata }: TraceWrite): string | null {
  if (first !== undefined && set !== undefined) return null;
  return JSON.stringify([set, first?.environment, tags, metadata]);
}

function wins(write: TraceWrite, before: TraceWrite): boolean {
  const order = compareWrites(write, before);
  return write.first === undefined ? order > 0 : order < 0;
}
