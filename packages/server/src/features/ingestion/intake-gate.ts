import type { Engines } from '#kernel/ctx';
import { judgeIntake } from './judge-intake.ts';
import type { Pressure } from './judge-intake.ts';
import { readBacklog } from './store/waiting.sql.ts';

/** Says no before anything is kept, while there is no room or the backlog is too large. */
export interface IntakeGate extends AsyncDisposable {
  /** Throws `unavailable` or `limit_exceeded` with the seconds to wait. */
  admit(projectId: string): void;
  /** Looks at backlog and disk now. Trouble of the database keeps what was known: it must not stop accepting. */
  look(): Promise<void>;
}

const LOOK_EVERY_MS = 2000;

export function createIntakeGate({ db, blob, log }: Pick<Engines, 'db' | 'blob' | 'log'>): IntakeGate {
  let pressure: Pressure = { backlog: [], space: null };
  let looking: Promise<void> | null = null;
  const look = async () => {
    const [backlog, space] = await Promise.allSettled([readBacklog(db), blob.space()]);
    for (const one of [backlog, space])
      if (one.status === 'rejected') log.debug({ err: one.reason as unknown }, 'the backlog could not be read');
    pressure = {
      backlog: backlog.status === 'fulfilled' ? backlog.value : pressure.backlog,
      space: space.status === 'fulfilled' ? space.value : pressure.space,
    };
  };
  const lookOnce = () => (looking ??= look().finally(() => (looking = null)));
  const timer = setInterval(() => void lookOnce(), LOOK_EVERY_MS).unref();
  return {
    admit: (projectId) => {
      const refusal = judgeIntake(pressure, projectId);
      if (refusal) throw refusal;
    },
    look: lookOnce,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
