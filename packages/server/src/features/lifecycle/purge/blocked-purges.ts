import type { Engines } from '#kernel/ctx';
import type { SetFigure } from '#kernel/telemetry';
import { countOpenPurges } from '../store/project-purges.sql.ts';

/** Trouble of an engine passes; what fails this often in a row is for a person to look at. */
export const BLOCKED_AFTER = 3;

export async function purgeFigures({ db }: Engines, set: SetFigure): Promise<void> {
  const { open, blocked } = await countOpenPurges(db, BLOCKED_AFTER);
  set('tidemark_purges', { state: 'open' }, open - blocked);
  set('tidemark_purges', { state: 'blocked' }, blocked);
}

/** Only how many: whoever may ask after health is not told which. */
export async function purgeAlarm({ db }: Engines): Promise<string | null> {
  const { blocked } = await countOpenPurges(db, BLOCKED_AFTER);
  if (blocked === 0) return null;
  return `purges (${blocked} blocked, which a person has to look at: the log says why)`;
}
