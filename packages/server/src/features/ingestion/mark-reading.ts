import type { Clock } from '#platform/clock/clock';

/** What ends a process does so sooner; later it is the store that is waited for. */
const DANGEROUS_MS = 60_000;

interface Mark {
  set(): Promise<void>;
  takeBack(): Promise<void>;
}

/**
 * Reading is marked when it begins, for the case that it ends the process. When it did not, the mark is taken back: after a
 * minute, and when the work fails. A good end of the work has to do so itself, together with what it brings about.
 */
export async function markReading<T>(
  clock: Clock,
  mark: Mark,
  work: (begin: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  // A mark that stays has the segment read with more care than it needs, and no more than that.
  const takeBack = () => mark.takeBack().catch(() => undefined);
  const whenOutlived = async () => {
    await clock.sleep(DANGEROUS_MS, over.signal);
    if (!over.signal.aborted) await takeBack();
  };
  let outlived: Promise<void> | undefined;
  try {
    return await work(async () => {
      await mark.set();
      outlived ??= whenOutlived();
    });
  } catch (error) {
    await takeBack();
    throw error;
  } finally {
    over.abort();
    await outlived;
  }
}
