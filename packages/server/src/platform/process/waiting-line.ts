import { AppError } from '#domain/errors';

export interface LineState {
  running: number;
  waiting: number;
}

/** So many at once, so many more that wait in the order of asking; whoever comes then is told so at once. */
export interface WaitingLine {
  /** The place is given back by its disposal. Rejects with `unavailable` when too many wait, or the signal ends the wait. */
  enter(signal?: AbortSignal): Promise<Disposable>;
  state(): LineState;
}

export function createWaitingLine(name: string, limits: LineState): WaitingLine {
  const waiting = new Set<() => void>();
  let running = 0;
  const leave = () => {
    const [next] = waiting;
    if (!next) running -= 1;
    else {
      waiting.delete(next);
      next();
    }
  };
  const place = (): Disposable => {
    let isMine = true;
    return {
      [Symbol.dispose]: () => {
        if (isMine) leave();
        isMine = false;
      },
    };
  };
  return {
    state: () => ({ running, waiting: waiting.size }),
    async enter(signal) {
      if (signal?.aborted) throw left(name, signal);
      if (running < limits.running) running += 1;
      else if (waiting.size >= limits.waiting) throw full(name, limits);
      else await turn(name, waiting, signal);
      return place();
    },
  };
}

/** Resolves when a place is handed on. */
async function turn(name: string, waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = () => {
    if (waiting.delete(resolve) && signal) reject(left(name, signal));
  };
  waiting.add(resolve);
  signal?.addEventListener('abort', giveUp, { once: true });
  await promise.finally(() => signal?.removeEventListener('abort', giveUp));
}

function full(name: string, { running, waiting }: LineState): AppError {
  return new AppError('unavailable', `Too much is asked at once (${name}): ${running} run and ${waiting} wait`);
}

function left(name: string, signal: AbortSignal): AppError {
  return new AppError('unavailable', `Nobody waits for this any more (${name})`, { cause: signal.reason });
}
