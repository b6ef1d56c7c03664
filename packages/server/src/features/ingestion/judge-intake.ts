import { AppError } from '#domain/errors';
import type { BlobSpace } from '#platform/blob/blob-store';
import type { WaitingOfProject } from './store/waiting.sql.ts';

/** What is known of the backlog and the disk. */
export interface Pressure {
  backlog: readonly WaitingOfProject[];
  /** Null where segments are not on a disk of ours. */
  space: BlobSpace | null;
}

const MiB = 2 ** 20;
const GiB = 2 ** 30;

/** Kept free, for the databases that share the disk and for what is in flight: this share, at most so much. */
const DISK_RESERVE = { share: 0.05, atMostBytes: GiB };
/** All that may wait: enough for hours without the engine, and never more than half of the room that there is. */
const BACKLOG_BYTES = 16 * GiB;
/** Beyond its limit by this factor, everybody is asked to wait. */
const HARD_FACTOR = 1.25;
/** What is this old is not a pause of the engine any more; below so many bytes it is a single bad segment. */
const OLDEST = { ageMs: 24 * 3_600_000, fromBytes: 64 * MiB };

/**
 * Why nothing more of a project may be kept now, or null. The project that floods is limited first: when the backlog
 * passes its limit, those over an equal share of it have to wait, and everybody only when that does not help.
 */
export function judgeIntake({ backlog, space }: Pressure, projectId: string): AppError | null {
  if (space && space.freeBytes < reserveOf(space)) return diskFull();
  const own = backlog.find((one) => one.projectId === projectId);
  const total = backlog.reduce((sum, { bytes }) => sum + bytes, 0);
  const limit = space ? Math.min(BACKLOG_BYTES, (space.freeBytes + total) / 2) : BACKLOG_BYTES;
  if (total > limit * HARD_FACTOR) return tooMuch('unavailable', 'The server has more to store than it has room for');
  if (!own) return null;
  if (total > limit && own.bytes > limit / backlog.length)
    return tooMuch('limit_exceeded', 'This project sends faster than the server can store');
  if (own.ageMs > OLDEST.ageMs && own.bytes > OLDEST.fromBytes)
    return tooMuch('limit_exceeded', 'What this project sent a day ago is not stored yet');
  return null;
}

function reserveOf({ totalBytes }: BlobSpace): number {
  return Math.min(totalBytes * DISK_RESERVE.share, DISK_RESERVE.atMostBytes);
}

function diskFull(): AppError {
  return new AppError('unavailable', 'The disk is nearly full; nothing of this request was kept', {
    details: { retryAfterSeconds: 30, refusal: 'disk nearly full' },
  });
}

function tooMuch(code: 'unavailable' | 'limit_exceeded', why: string): AppError {
  return new AppError(code, `${why}; nothing of this request was kept, send it again later`, {
    details: { retryAfterSeconds: 10, refusal: 'backlog too large' },
  });
}
