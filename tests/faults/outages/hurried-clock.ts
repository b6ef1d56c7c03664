import { setTimeout as pause } from 'node:timers/promises';
import { testClock } from '@tidemark/server/testing';
import type { TestClock } from '@tidemark/server/testing';

const LONGEST_SLEEP_MS = 500;

/** A clock that a test can move, on which nobody sleeps for long: what comes now and then comes twice a second. */
export type HurriedClock = TestClock;

export function hurried(): HurriedClock {
  const clock = testClock();
  return {
    ...clock,
    sleep: async (ms, signal) => {
      await pause(Math.min(ms, LONGEST_SLEEP_MS), undefined, signal ? { signal } : {}).catch(() => undefined);
    },
  };
}
