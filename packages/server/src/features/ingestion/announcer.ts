import type { Engines } from '#kernel/ctx';
import { announceSegment } from './announce-segment.ts';
import type { UnannouncedSegment } from './announce-segment.ts';

/** Tells of sealed segments, and of those that database or queue did not hear of again and again until they do. */
export interface Announcer extends Disposable {
  announce(segment: UnannouncedSegment): void;
}

const RETRY_EVERY_MS = 2000;

/** What is left untold at the end of the process is found by the next start: the segments themselves are durable. */
export function createAnnouncer(engines: Engines): Announcer {
  const late = new Map<string, UnannouncedSegment>();
  let timer: NodeJS.Timeout | null = null;
  const retryLater = () => {
    timer ??= setTimeout(() => void retry(), RETRY_EVERY_MS).unref();
  };
  const tell = async (segment: UnannouncedSegment): Promise<boolean> => {
    try {
      await announceSegment(engines, segment);
      late.delete(segment.key);
      return true;
    } catch (error) {
      if (late.size === 0) engines.log.warn({ err: error, key: segment.key }, 'sealed segments wait to be announced');
      late.set(segment.key, segment);
      retryLater();
      return false;
    }
  };
  const retry = async () => {
    timer = null;
    for (const segment of [...late.values()]) if (!(await tell(segment))) return;
  };
  return {
    announce: (segment) => void tell(segment),
    [Symbol.dispose]: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
