import { randomUUID } from 'node:crypto';

/** Time, randomness and waiting, injected so that a test can set the clock and replay a seed. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Microseconds since 1970, an integer, never going back within the process. */
  nowUs(): number;
  /** A number in [0, 1). */
  random(): number;
  newId(): string;
  /** Resolves after the time or at once when aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export function systemClock(): Clock {
  const originUs = Math.round(performance.timeOrigin * 1000);
  return {
    nowMs: () => Date.now(),
    nowUs: () => originUs + Math.round(performance.now() * 1000),
    random: () => Math.random(),
    newId: () => randomUUID(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const timer = setTimeout(done, ms);
        signal?.addEventListener('abort', done, { once: true });
        function done() {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        }
      }),
  };
}
