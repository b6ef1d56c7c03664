/**
 * A signal, or the end of the launcher that started us over an IPC channel, which is also noticed when it was killed.
 * A second signal ends the process at once. Resolves once, with the reason.
 */
export function untilStopped(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let asked = false;
  const now = (why: string) => {
    if (asked) process.exit(130);
    asked = true;
    resolve(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => now(signal));
  process.on('disconnect', () => resolve('the launcher ended'));
  return promise;
}
