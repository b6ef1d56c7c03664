import type { Clock } from '#platform/clock/clock';
import type { Log } from '#platform/log/log';

interface Options<Child> {
  name: string;
  /** Starts the child; `previous` is the one that ended, so that its address can be kept. */
  start(onExit: () => void, previous: Child | null): Promise<Child>;
  clock: Clock;
  log: Log;
}

export interface KeptRunning<Child> extends AsyncDisposable {
  /** The first one; its successors have the same address. */
  child: Child;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/** Starts a child process and starts it again, with growing waits, whenever it ends unasked. The first start may fail. */
export async function keepRunning<Child extends AsyncDisposable>(options: Options<Child>): Promise<KeptRunning<Child>> {
  const { name, clock, log } = options;
  const stopping = new AbortController();
  let restarting: Promise<void> | null = null;
  const onExit = () => {
    if (stopping.signal.aborted) return;
    log.error({ engine: name }, 'an embedded engine ended; it is started again');
    restarting ??= restart().finally(() => (restarting = null));
  };
  let current = await options.start(onExit, null);
  const first = current;

  async function restart() {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      await clock.sleep(waitMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        current = await options.start(onExit, current);
        log.info({ engine: name }, 'the embedded engine runs again');
        return;
      } catch (error) {
        log.error({ err: error, engine: name }, 'the embedded engine could not be started');
      }
    }
  }

  return {
    child: first,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await restarting;
      await current[Symbol.asyncDispose]();
    },
  };
}
