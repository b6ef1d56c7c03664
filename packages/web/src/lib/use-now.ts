import { useSyncExternalStore } from 'react';
import { nowMs } from './clock.ts';

/** The clock, in milliseconds, moving in steps of ten seconds; one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current);
}

const STEP_MS = 10_000;
let current = nowMs();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    current = nowMs();
    timer = setInterval(() => {
      current = nowMs();
      for (const each of listeners) each();
    }, STEP_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
