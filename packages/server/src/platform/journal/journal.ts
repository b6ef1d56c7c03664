/**
 * A journal makes bytes durable under a prefix and hands them on in segments: blobs that hold the frames of a moment.
 * One prefix never shares a segment with another, so that erasing a prefix erases all of it.
 */
export interface Journal extends AsyncDisposable {
  /** Resolves when the bytes survive a kill of the process; rejects with `unavailable` when they cannot be kept. */
  append(prefix: string, frame: Buffer): Promise<void>;
}

export interface SealedSegment {
  /** Key in the blob store. */
  key: string;
  prefix: string;
  frames: number;
  sizeBytes: number;
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
