import type { Db } from '#platform/postgres/db';
import { sumAccepted } from './store/accepted.sql.ts';
import { readWaiting } from './store/waiting.sql.ts';

/** Events that were taken in from then on and before `until`: what usage is metered by. */
export function countAccepted(db: Db, of: { projectId: string; from: Date; until: Date }): Promise<number> {
  return sumAccepted(db, of);
}

/** Accepted requests that are still on their way into the store, in segments. */
export async function countWaiting(db: Db, projectId: string): Promise<number> {
  return (await readWaiting(db, projectId)).segments;
}
