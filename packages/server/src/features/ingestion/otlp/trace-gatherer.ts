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
    const last = this.#last.get(write.rank);
    const before = last?.content === content ? this.writes[last.at] : undefined;
    if (last === undefined || before === undefined) {
      this.#last.set(write.rank, { at: this.writes.push(write) - 1, content });
    } else if (wins(write, before)) this.writes[last.at] = write;
  }
}

/** Everything a write says except when; the time of a trace is that of the write itself. */
function contentOf({ set, first, tags, metadata }: TraceWrite): string {
  return JSON.stringify([set, first?.environment, first === undefined, tags, metadata]);
}

function wins(write: TraceWrite, before: TraceWrite): boolean {
  const order = compareWrites(write, before);
  return write.first === undefined ? order > 0 : order < 0 && write.set === undefined;
}
