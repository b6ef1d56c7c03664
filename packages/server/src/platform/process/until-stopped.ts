export interface Stop {
  /** Why the process should stop; resolves once. */
  reason: Promise<string>;
  now(reason: string): void;
}

/**
 * A signal, or the end of the launcher that started us over an IPC channel, which is also noticed when it was killed.
 * A second signal ends the process at once.
 */
export function untilStopped(): Stop {
  const { promise: reason, resolve } = Promise.withResolvers<string>();
  let asked = false;
  const now = (why: string) => {
    if (asked) process.exit(130);
    asked = true;
    resolve(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => now(signal));
  process.on('disconnect', () => resolve('the launcher ended'));
  return { reason, now: (why) => resolve(why) };
}
