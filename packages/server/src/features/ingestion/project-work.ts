import { isProjectGone, PROJECT_FENCE } from '#features/projects';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';

/** The work of this process, by project, and the fence that its removal puts up. */
export interface ProjectWork extends Disposable {
  /** Runs the work, unless the project is being removed for good or was: then `gone` runs instead. */
  during<T>(projectId: string, work: () => Promise<T>, gone: () => Promise<T>): Promise<T>;
}

/**
 * Rows that are inserted while a delete runs survive it. So a purge first changes the project's state and then waits at
 * the fence: work that began before is in this list and is waited for, work that begins later finds the new state. A
 * process that nobody would wait for does not begin any.
 */
export function trackProjectWork({ db, barrier }: Pick<Engines, 'db' | 'barrier'>): ProjectWork {
  const running = new Map<string, Set<Promise<unknown>>>();
  const stop = barrier.on(PROJECT_FENCE, {
    take: async (projectId) => {
      await Promise.allSettled([...(running.get(projectId) ?? [])]);
    },
    onLapse: () => undefined,
  });
  return {
    during: async (projectId, work, gone) => {
      if (!barrier.leased)
        throw new AppError('unavailable', 'This process has lost touch with the others; it is tried again');
      const { promise, resolve } = Promise.withResolvers<void>();
      const others = running.get(projectId) ?? new Set();
      running.set(projectId, others.add(promise));
      try {
        return await ((await isProjectGone(db, projectId)) ? gone() : work());
      } finally {
        resolve();
        others.delete(promise);
        if (others.size === 0 && running.get(projectId) === others) running.delete(projectId);
      }
    },
    [Symbol.dispose]: () => stop(),
  };
}
