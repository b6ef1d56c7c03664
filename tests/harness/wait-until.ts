import { setTimeout as pause } from 'node:timers/promises';

export interface Waiting {
  withinMs?: number;
  everyMs?: number;
  /** What is awaited, for the message when it did not come. */
  what: string | (() => string);
}

/** Asks until the answer is yes. Rejects after the deadline (45 s unless said: several files run at once), or at once when the question throws. */
export async function waitUntil(isTrue: () => Promise<boolean>, waiting: Waiting): Promise<void> {
  const { withinMs = 45_000, everyMs = 50, what } = waiting;
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await isTrue()) return;
    if (performance.now() > deadline)
      throw new Error(`Waited ${withinMs} ms in vain for ${typeof what === 'string' ? what : what()}`);
    await pause(everyMs);
  }
}
