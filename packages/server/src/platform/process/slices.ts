import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Long work of one thread that yields between slices. Whoever runs it decides whether others have their turn there:
 * requests are answered by the same thread.
 */
export type Slices<T> = Generator<void, T>;

export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export async function inTurns<T>(work: Slices<T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

/** The items one by one, with a yield after every `size` of them. */
export function* sliced<T>(items: Iterable<T>, size: number, take: (item: T, index: number) => void): Slices<void> {
  let index = 0;
  for (const item of items) {
    if (index > 0 && index % size === 0) yield;
    take(item, index);
    index += 1;
  }
}
