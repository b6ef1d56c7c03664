/** One press of a key or one stop of a service manager may reach us twice: by itself, and from who started us. */
const SAME_SIGNAL_MS = 1000;

/**
 * A signal, or the end of the launcher that started us over an IPC channel, which is also noticed when it was killed.
 * A second signal, later than a moment, ends the process at once. Resolves once, with the reason.
 */
export function untilStopped(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let askedAt: number | null = null;
  const now = (why: string) => {
    if (askedAt !== null && performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(130);
    askedAt ??= performance.now();
    resolve(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => now(signal));
  process.on('disconnect', () => resolve('the launcher ended'));
  // Listening must not keep a process alive that has nothing else to do.
  process.channel?.unref();
  return promise;
}
