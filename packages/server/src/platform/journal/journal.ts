/**
 * A journal makes bytes durable under a prefix and hands them on in segments: blobs that hold the frames of a moment.
 * One prefix never shares a segment with another, so that erasing a prefix erases all of it.
 */
export interface Journal extends AsyncDisposable {
  /**
   * Resolves when the bytes survive a kill of the process; rejects with `unavailable` when they cannot be kept. `tally`
   * is what the frame adds to the sums of its segment.
   */
  append(prefix: string, frame: Buffer, tally?: Sums): Promise<void>;
  /** The time of the earliest segment that is not handed on yet; null when there is none. A later one has a later time. */
  oldestOpenMs(): number | null;
  /** Makes segments of what killed processes left open, where there is such a thing. */
  recover(): Promise<void>;
}

/** Numbers by name; the names mean nothing to the journal. */
export type Sums = Readonly<Record<string, number>>;

export function addSums(...all: readonly Sums[]): Sums {
  const sums: Record<string, number> = {};
  for (const one of all) for (const [name, count] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

export interface SealedSegment {
  /** Key in the blob store. */
  key: string;
  prefix: string;
  frames: number;
  sizeBytes: number;
  /** The tallies of its acknowledged frames, added up. */
  tally: Sums;
}

/** Told of every segment once it is a blob. A segment that nobody was told of is found again by listing the store. */
export type OnSealed = (segment: SealedSegment) => void;

/** A segment is closed at this age or size, whatever comes first: one object per prefix and interval, not per request. */
export const SEGMENT_AGE_MS = 550;
export const SEGMENT_BYTES = 8 * 2 ** 20;

/** Ordered by time within a prefix, so that a range of time can be replayed by listing. */
export function segmentKey(prefix: string, nowMs: number, id: string): string {
  const time = new Date(nowMs).toISOString();
  const folder = time.slice(0, 13).replace(/[-T]/g, '/');
  return `${prefix}/${folder}/${time.replace(/\D/g, '')}-${id.replaceAll('-', '').slice(0, 12)}.seg`;
}

/** Times of the segments that are under way. */
export function openTimes() {
  const times = new Map<string, number>();
  return {
    begin: (key: string) => times.set(key, segmentTimeMs(key)),
    end: (key: string) => times.delete(key),
    oldestMs: () => [...times.values()].reduce<number | null>((oldest, ms) => Math.min(oldest ?? ms, ms), null),
  };
}
export type OpenTimes = ReturnType<typeof openTimes>;

/** When a segment was opened, or put, by its key: nothing in it was accepted more than a segment's age before. */
export function segmentTimeMs(key: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})-[^/]*$/.exec(key) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}
