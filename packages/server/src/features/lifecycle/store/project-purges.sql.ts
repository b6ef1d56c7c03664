import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';

/** Where the removal of a project is; each follows the one before, and each may be done any number of times. */
export const PURGE_STEPS = ['fence', 'count', 'remove', 'verify', 'done'] as const;
export type PurgeStep = (typeof PURGE_STEPS)[number];

export type PurgeRow = Selectable<Tables['project_purges']>;

export interface OpenedPurge {
  projectId: string;
  organizationId: string;
  deletionId: string | null;
  requestedBy: string | null;
  requestedAt: Date | null;
  purgeAfter: Date | null;
}

export async function insertPurge(db: Db, purge: OpenedPurge): Promise<void> {
  const { projectId, organizationId, deletionId, requestedBy, requestedAt, purgeAfter } = purge;
  await db
    .insertInto('project_purges')
    .values({
      project_id: projectId,
      organization_id: organizationId,
      deletion_id: deletionId,
      requested_by: requestedBy,
      requested_at: requestedAt,
      purge_after: purgeAfter,
    })
    .execute();
}

/** Purges that somebody may work on now, those that wait longest first. */
export async function selectOpenPurges(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('project_purges')
    .select('project_id')
    .where('finished_at', 'is', null)
    .where('next_attempt_at', '<=', sql<Date>`now()`)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', sql<Date>`now()`)]))
    .orderBy('next_attempt_at')
    .orderBy('project_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.project_id);
}

/** Purges that are not done, and those among them that failed so often in a row that a person should look. */
export async function countOpenPurges(db: Db, blockedAfter: number): Promise<{ open: number; blocked: number }> {
  return db
    .selectFrom('project_purges')
    .select((is) => [
      is.fn.countAll<number>().as('open'),
      is.fn.countAll<number>().filterWhere('attempts', '>=', blockedAfter).as('blocked'),
    ])
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow();
}

/** Takes the purge for this worker, or answers null: of two who ask at once one gets it, and the number with it. */
export async function claimPurge(db: Db, projectId: string, leaseMs: number): Promise<PurgeRow | null> {
  const row = await db
    .updateTable('project_purges')
    .set((is) => ({ lease_token: is('lease_token', '+', 1), lease_until: after(leaseMs) }))
    .where('project_id', '=', projectId)
    .where('finished_at', 'is', null)
    .where('next_attempt_at', '<=', sql<Date>`now()`)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', sql<Date>`now()`)]))
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

interface Held {
  projectId: string;
  token: number;
}

/** False when somebody else has taken it: then nothing more may be written by this worker. */
export async function renewLease(db: Db, held: Held, leaseMs: number): Promise<boolean> {
  return changed(mine(db, held).set({ lease_until: after(leaseMs) }));
}

export async function savePurge(
  db: Db,
  held: Held,
  change: { step: PurgeStep; progress: Record<string, unknown> },
): Promise<boolean> {
  return changed(mine(db, held).set({ step: change.step, progress: JSON.stringify(change.progress) }));
}

/** Lets go of the purge until later. A failure counts; waiting for what takes its time does not. */
export async function postponePurge(
  db: Db,
  held: Held,
  why: { afterMs: number; error: string | null },
): Promise<boolean> {
  const { afterMs, error } = why;
  return changed(
    mine(db, held).set((is) => ({
      lease_until: null,
      next_attempt_at: after(afterMs),
      ...(error === null ? {} : { last_error: error.slice(0, 1000), attempts: is('attempts', '+', 1) }),
    })),
  );
}

export async function finishPurge(db: Db, held: Held): Promise<boolean> {
  return changed(
    mine(db, held).set({ step: 'done', finished_at: sql<Date>`now()`, lease_until: null, last_error: null }),
  );
}

const mine = (db: Db, { projectId, token }: Held) =>
  db
    .updateTable('project_purges')
    .where('project_id', '=', projectId)
    .where('lease_token', '=', token)
    .where('finished_at', 'is', null);

const after = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

async function changed(update: { executeTakeFirst(): Promise<{ numUpdatedRows: bigint } | undefined> }) {
  return ((await update.executeTakeFirst())?.numUpdatedRows ?? 0n) > 0n;
}
