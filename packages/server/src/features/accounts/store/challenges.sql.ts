import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';

export type ChallengeRow = Selectable<Tables['challenges']> & { expired: boolean };

/** All proofs of a person wait for each other, so that no number of them at once can outrun the count of failures. */
export async function lockProofs(db: Db, userId: string): Promise<{ failed: number; lockedUntil: Date | null } | null> {
  const row = await db
    .selectFrom('users')
    .select(['failed_proofs', 'proofs_locked_until', sql<boolean>`proofs_locked_until > now()`.as('locked')])
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? { failed: row.failed_proofs, lockedUntil: row.locked ? row.proofs_locked_until : null } : null;
}

export async function countFailedProof(db: Db, userId: string): Promise<void> {
  await db
    .updateTable('users')
    .set((is) => ({ failed_proofs: is('failed_proofs', '+', 1) }))
    .where('id', '=', userId)
    .execute();
}

/** The count begins anew when the lock is over. */
export async function lockProofsFor(db: Db, userId: string, minutes: number): Promise<void> {
  await db
    .updateTable('users')
    .set({ failed_proofs: 0, proofs_locked_until: sql<Date>`now() + make_interval(mins => ${sql.lit(minutes)})` })
    .where('id', '=', userId)
    .execute();
}

export async function forgetFailedProofs(db: Db, userId: string): Promise<void> {
  await db.updateTable('users').set({ failed_proofs: 0 }).where('id', '=', userId).execute();
}

export async function hasPassword(db: Db, userId: string): Promise<boolean> {
  return (await findPasswordHash(db, userId)) !== null;
}

export async function findPasswordHash(db: Db, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('auth_accounts')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

export interface NewChallenge {
  id: string;
  userId: string;
  sessionId: string;
  action: string;
  target: string;
  steps: readonly string[];
  minutes: number;
}

/** When it ends, by the clock of the database. */
export async function insertChallenge(db: Db, challenge: NewChallenge): Promise<Date> {
  const row = await db
    .insertInto('challenges')
    .values({
      id: challenge.id,
      user_id: challenge.userId,
      session_id: challenge.sessionId,
      action: challenge.action,
      target: challenge.target,
      steps: [...challenge.steps],
      expires_at: sql<Date>`now() + make_interval(mins => ${sql.lit(challenge.minutes)})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return row.expires_at;
}

export async function countRecentChallenges(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('challenges')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('created_at', '>', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function deleteOldChallenges(db: Db, userId: string): Promise<void> {
  await db
    .deleteFrom('challenges')
    .where('user_id', '=', userId)
    .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
}

export async function findChallenge(db: Db, key: { id: string; userId: string }): Promise<ChallengeRow | null> {
  const row = await db
    .selectFrom('challenges')
    .selectAll()
    .select(sql<boolean>`expires_at <= now()`.as('expired'))
    .where('id', '=', key.id)
    .where('user_id', '=', key.userId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function setCode(db: Db, challenge: { id: string; codeHash: Buffer }): Promise<void> {
  await db.updateTable('challenges').set({ code_hash: challenge.codeHash }).where('id', '=', challenge.id).execute();
}

/** A code is forgotten with its step, so that it cannot be used for another. */
export async function passStep(db: Db, id: string): Promise<void> {
  await db
    .updateTable('challenges')
    .set((is) => ({ steps_done: is('steps_done', '+', 1), code_hash: null }))
    .where('id', '=', id)
    .execute();
}

export async function countChallengeFailure(db: Db, id: string): Promise<void> {
  await db
    .updateTable('challenges')
    .set((is) => ({ failures: is('failures', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function markChallengeUsed(db: Db, id: string): Promise<void> {
  await db
    .updateTable('challenges')
    .set({ used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}
