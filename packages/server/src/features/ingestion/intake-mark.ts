import type { Engines } from '#kernel/ctx';
import type { Announcer } from './announcer.ts';
import { announceUnknown } from './reconcile-segments.ts';
import { deleteIntakes, findSilentIntakes, writeIntake } from './store/intakes.sql.ts';

/** How far this process has told of all that it accepted, said again and again; and what is done for those that died. */
export interface IntakeMark extends AsyncDisposable {
  /** Finds what silent processes have accepted and not told of, so that nothing waits for them any longer. Answers whether there were any. */
  lookAfterSilent(): Promise<boolean>;
}

const EVERY_MS = 2000;
/** A process that lives has said something thirty times by then. */
const SILENT_MS = 60_000;

/**
 * `isAlone`: there is no other process, as with embedded engines, so every mark but the own one is of one that is
 * dead.
 */
export function markIntake(
  engines: Engines,
  { announcer, isAlone }: { announcer: Announcer; isAlone: boolean },
): IntakeMark {
  const { db, clock, journal, log } = engines;
  const id = clock.newId();
  const stop = new AbortController();
  const silentMs = isAlone ? 0 : SILENT_MS;
  const settledMs = () => {
    // Asked first: what is opened from now on has a later time.
    const nowMs = clock.nowMs();
    const open = [journal.oldestOpenMs(), announcer.oldestUntoldMs()].filter((ms) => ms !== null);
    return Math.min(nowMs, ...open);
  };
  const beat = async () => {
    while (!stop.signal.aborted) {
      await writeIntake(db, { id, settledMs: settledMs() }).catch((error: unknown) =>
        log.debug({ err: error }, 'how far this process has told of what it accepted is said later'),
      );
      await clock.sleep(EVERY_MS, stop.signal);
    }
  };
  const beating = beat();
  return {
    async lookAfterSilent() {
      const ids = await findSilentIntakes(db, { silentMs, except: id });
      if (ids.length === 0) return false;
      await journal.recover();
      await announceUnknown(engines);
      await deleteIntakes(db, { ids, silentMs });
      return true;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await beating;
      const isTold = journal.oldestOpenMs() === null && announcer.oldestUntoldMs() === null;
      // What was not told of holds the others up until somebody has found it.
      if (isTold) await deleteIntakes(db, { ids: [id], silentMs: -SILENT_MS }).catch(() => undefined);
    },
  };
}
