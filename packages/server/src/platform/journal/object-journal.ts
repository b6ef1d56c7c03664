import type { BlobStore } from '#platform/blob/blob-store';
import type { Clock } from '#platform/clock/clock';
import { toAppError, AppError } from '#domain/errors';
import { addSums, SEGMENT_AGE_MS, SEGMENT_BYTES, segmentKey } from './journal.ts';
import type { Journal, OnSealed, Sums } from './journal.ts';

interface Options {
  blob: BlobStore;
  clock: Clock;
  onSealed: OnSealed;
}

interface Gathering {
  frames: Buffer[];
  sizeBytes: number;
  tally: Sums;
  done: Promise<void>;
  flush(): void;
}

/**
 * Gathers the frames of a prefix for a moment and puts them as one object: an object store charges and limits by
 * request. An append is answered when the store confirmed the object that holds it.
 */
export function objectJournal({ blob, clock, onSealed }: Options): Journal {
  const gatherings = new Map<string, Gathering>();
  const pending = new Set<Promise<void>>();

  const begin = (prefix: string): Gathering => {
    const { promise: full, resolve: flush } = Promise.withResolvers<void>();
    const timer = setTimeout(flush, SEGMENT_AGE_MS);
    const gathering: Gathering = {
      frames: [],
      sizeBytes: 0,
      tally: {},
      flush,
      done: full.then(() => put(prefix, gathering)),
    };
    const settled = gathering.done.then(noop, noop).finally(() => {
      clearTimeout(timer);
      pending.delete(settled);
    });
    pending.add(settled);
    gatherings.set(prefix, gathering);
    return gathering;
  };

  const put = async (prefix: string, gathering: Gathering) => {
    if (gatherings.get(prefix) === gathering) gatherings.delete(prefix);
    const key = segmentKey(prefix, clock.nowMs(), clock.newId());
    try {
      await blob.put(key, Buffer.concat(gathering.frames));
    } catch (error) {
      const known = toAppError(error);
      throw known.code === 'unavailable'
        ? known
        : new AppError('unavailable', 'The object store did not take the data; nothing of this request was kept', {
            cause: error,
          });
    }
    onSealed({
      key,
      prefix,
      frames: gathering.frames.length,
      sizeBytes: gathering.sizeBytes,
      tally: gathering.tally,
    });
  };

  return {
    append: (prefix, frame, tally = {}) => {
      const gathering = gatherings.get(prefix) ?? begin(prefix);
      gathering.frames.push(frame);
      gathering.sizeBytes += frame.length;
      gathering.tally = addSums(gathering.tally, tally);
      if (gathering.sizeBytes >= SEGMENT_BYTES) {
        gatherings.delete(prefix);
        gathering.flush();
      }
      return gathering.done;
    },
    [Symbol.asyncDispose]: async () => {
      for (const gathering of gatherings.values()) gathering.flush();
      await Promise.all(pending);
    },
  };
}

function noop() {}
