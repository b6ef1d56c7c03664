import { findProjectState } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import { beat } from '../store/export-runs.sql.ts';
import type { HeldRun } from '../store/export-runs.sql.ts';

export interface Hold extends AsyncDisposable {
  signal: AbortSignal;
}

/**
 * Says that this worker is alive, until disposed; aborts when the run is no longer its own. What matters is checked with
 * every write all the same: this is only so that a worker does not go on for nothing.
 */
export function holdRun(
  { db, clock, log }: Pick<Engines, 'db' | 'clock' | 'log'>,
  held: HeldRun,
  of: { beatMs: number; stop: AbortSignal },
): Hold {
  const done = new AbortController();
  const lost = new AbortController();
  const keep = async () => {
    for (;;) {
      await clock.sleep(of.beatMs, done.signal);
      if (done.signal.aborted) return;
      const isMine = await beat(db, held).catch((error: unknown) => {
        log.warn({ err: error, runId: held.id }, 'an export could not say that it is alive');
        return true;
      });
      if (!isMine) return lost.abort(new Error('Somebody else has this export, or it was cancelled'));
    }
  };
  const keeping = keep();
  return {
    signal: AbortSignal.any([lost.signal, of.stop]),
    [Symbol.asyncDispose]: async () => {
      done.abort();
      await keeping;
    },
  };
}

/** Nothing is taken out of a project that is being deleted. */
export async function isOpenProject({ db }: Pick<Engines, 'db'>, projectId: string): Promise<boolean> {
  const state = await findProjectState(db, projectId);
  return state?.status === 'ACTIVE' || state?.status === 'DISABLED';
}
