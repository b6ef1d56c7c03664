import type { Engines } from '#kernel/ctx';
import { openTimes } from '#platform/journal/journal';
import { announceSegment } from './announce-segment.ts';
import type { UnannouncedSegment } from './announce-segment.ts';

/** Tells of sealed segments, and of those that database or queue did not hear of again and again until they do. */
export interface Announcer extends Disposable {
  announce(segment: UnannouncedSegment): void;
  /** The time of the earliest segment that was not told of yet; null when there is none. */
  oldestUntoldMs(): number | null;
}

const RETRY_AFTER_MS = 2000;
/** Fewer than the connections there are: while the database is slow, others need it, too. */
const AT_ONCE = 4;

/** What is left untold at the end of the process is found by the next start: the segments themselves are durable. */
export function createAnnouncer(engines: Engines): Announcer {
  const untold = new Map<string, UnannouncedSegment>();
  const times = openTimes();
  let telling = 0;
  let pause: NodeJS.Timeout | null = null;
  const tell = async (segment: UnannouncedSegment) => {
    telling += 1;
    try {
      await announceSegment(engines, segment);
      times.end(segment.key);
    } catch (error) {
      untold.set(segment.key, segment);
      if (!pause) engines.log.warn({ err: error, untold: untold.size }, 'sealed segments wait to be announced');
      pause ??= setTimeout(goOn, RETRY_AFTER_MS).unref();
    } finally {
      telling -= 1;
    }
    tellMore();
  };
  const tellMore = () => {
    for (const [key, segment] of untold) {
      if (pause || telling >= AT_ONCE) return;
      untold.delete(key);
      void tell(segment);
    }
  };
  const goOn = () => {
    pause = null;
    tellMore();
  };
  return {
    oldestUntoldMs: times.oldestMs,
    announce: (segment) => {
      times.begin(segment.key);
      untold.set(segment.key, segment);
      tellMore();
    },
    [Symbol.dispose]: () => {
      if (pause) clearTimeout(pause);
      untold.clear();
    },
  };
}
