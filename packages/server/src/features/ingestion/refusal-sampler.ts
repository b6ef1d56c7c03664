import type { Engines } from '#kernel/ctx';
import { SAMPLES_PER_REASON } from './refusal-sample.ts';
import type { RefusalSample } from './refusal-sample.ts';
import { insertSamples } from './store/refusal-samples.sql.ts';

/** Keeps samples of what is refused. Costs a request that is not sampled one look into a map, and one that is no waiting. */
export interface RefusalSampler extends AsyncDisposable {
  /** `make` is called only when a sample of the reason is wanted. */
  offer(of: { projectId: string; reason: string }, make: () => RefusalSample): void;
}

const FLUSH_AFTER_MS = 1_000;
/** Of all projects between two writes: a flood of refusals must not become one of samples. */
const MAX_WAITING = 60;

export function createRefusalSampler({ db, log }: Pick<Engines, 'db' | 'log'>): RefusalSampler {
  let waiting: RefusalSample[] = [];
  let counts = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  const flush = async () => {
    timer = null;
    const taken = waiting;
    waiting = [];
    counts = new Map();
    if (taken.length === 0) return;
    await insertSamples(db, taken).catch((error: unknown) =>
      log.debug({ err: error }, 'samples of refusals could not be kept'),
    );
  };
  return {
    offer: ({ projectId, reason }, make) => {
      const key = `${projectId}\n${reason}`;
      const count = counts.get(key) ?? 0;
      if (count >= SAMPLES_PER_REASON || waiting.length >= MAX_WAITING) return;
      counts.set(key, count + 1);
      waiting.push(make());
      timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref();
    },
    [Symbol.asyncDispose]: async () => {
      if (timer) clearTimeout(timer);
      await flush();
    },
  };
}
