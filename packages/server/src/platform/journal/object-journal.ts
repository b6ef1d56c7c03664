import type { BlobStore } from '#platform/blob/blob-store';
import type { Clock } from '#platform/clock/clock';
import { AppError } from '#domain/errors';
import { addSums, openTimes, SEGMENT_AGE_MS, SEGMENT_BYTES, segmentKey } from './journal.ts';
import type { Journal, OnSealed, Sums } from './journal.ts';

interface Options {
  blob: BlobStore;
  clock: Clock;
  onSealed: OnSealed;
  limits?: Partial<ObjectJournalLimits>;
}

interface ObjectJournalLimits {
  /** Objects of a prefix on their way at once; meanwhile the next one gathers more. A slow store gets fewer, larger ones. */
  putsOfPrefix: number;
  /** What is not confirmed yet is in memory: beyond this much of a prefix, or of all, is refused. */
  pendingBytesOfPrefix: number;
  pendingBytes: number;
}

const LIMITS: ObjectJournalLimits = {
  putsOfPrefix: 4,
  pendingBytesOfPrefix: 32 * 2 ** 20,
  pendingBytes: 128 * 2 ** 20,
};

interface Gathering {
  frames: Buffer[];
  sizeBytes: number;
  tally: Sums;
  /** Old enough to go. */
  due: boolean;
  done: PromiseWithResolvers<void>;
}

/**
 * Gathers the frames of a prefix for a moment and puts them as one object: an object store charges and limits by
 * request. An append is answered when the store confirmed the object that holds it.
 */
export function objectJournal({ blob, clock, onSealed, ...options }: Options): Journal {
  const limits = { ...LIMITS, ...options.limits };
  const lanes = new Map<string, Lane>();
  const times = openTimes();
  let pendingBytes = 0;

  const put = async (prefix: string, { frames, sizeBytes, tally, done }: Gathering) => {
    const key = segmentKey(prefix, clock.nowMs(), clock.newId());
    times.begin(key);
    try {
      await blob.put(key, Buffer.concat(frames));
      onSealed({ key, prefix, frames: frames.length, sizeBytes, tally });
      done.resolve();
    } catch (error) {
      done.reject(notTaken(error));
    } finally {
      times.end(key);
      pendingBytes -= sizeBytes;
    }
  };
  const laneOf = (prefix: string): Lane => {
    const lane = lanes.get(prefix) ?? openLane(limits, (gathering) => put(prefix, gathering));
    lanes.set(prefix, lane);
    return lane;
  };
  return {
    append: async (prefix, frame, tally = {}) => {
      const lane = laneOf(prefix);
      const isOverOwn = lane.pendingBytes() > 0 && lane.pendingBytes() + frame.length > limits.pendingBytesOfPrefix;
      const isOverAll = pendingBytes > 0 && pendingBytes + frame.length > limits.pendingBytes;
      if (isOverOwn || isOverAll) throw tooSlow();
      pendingBytes += frame.length;
      await lane.append(frame, tally);
      if (lane.pendingBytes() === 0 && lanes.get(prefix) === lane) lanes.delete(prefix);
    },
    oldestOpenMs: times.oldestMs,
    recover: async () => undefined,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.flush()));
    },
  };
}

interface Lane {
  append(frame: Buffer, tally: Sums): Promise<void>;
  pendingBytes(): number;
  flush(): Promise<void>;
}

function openLane(limits: ObjectJournalLimits, put: (gathering: Gathering) => Promise<void>): Lane {
  const full: Gathering[] = [];
  const underWay = new Set<Promise<void>>();
  let open: Gathering | null = null;
  let pendingBytes = 0;

  const begin = (): Gathering => {
    const done = Promise.withResolvers<void>();
    // Whoever appended hears of it; without anybody it must not end the process.
    done.promise.catch(() => undefined);
    const gathering: Gathering = { frames: [], sizeBytes: 0, tally: {}, due: false, done };
    setTimeout(() => {
      gathering.due = true;
      go();
    }, SEGMENT_AGE_MS);
    return gathering;
  };
  const next = (): Gathering | null => {
    const first = full.shift();
    if (first || !open?.due) return first ?? null;
    const taken = open;
    open = null;
    return taken;
  };
  const go = () => {
    while (underWay.size < limits.putsOfPrefix) {
      const gathering = next();
      if (!gathering) return;
      const one: Promise<void> = put(gathering).finally(() => {
        underWay.delete(one);
        pendingBytes -= gathering.sizeBytes;
        go();
      });
      underWay.add(one);
    }
  };
  return {
    pendingBytes: () => pendingBytes,
    append: (frame, tally) => {
      const gathering = (open ??= begin());
      gathering.frames.push(frame);
      gathering.sizeBytes += frame.length;
      gathering.tally = addSums(gathering.tally, tally);
      pendingBytes += frame.length;
      if (gathering.sizeBytes >= SEGMENT_BYTES) {
        full.push(gathering);
        open = null;
        go();
      }
      return gathering.done.promise;
    },
    flush: async () => {
      if (open) open.due = true;
      for (go(); underWay.size > 0; go()) await Promise.all(underWay);
    },
  };
}

function notTaken(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'unavailable') return error;
  return new AppError('unavailable', 'The object store did not take the data; send it again later', { cause: error });
}

function tooSlow(): AppError {
  return new AppError('unavailable', 'The object store is slower than what is sent; nothing of this request was kept', {
    details: { retryAfterSeconds: 10, refusal: 'object store too slow' },
  });
}
