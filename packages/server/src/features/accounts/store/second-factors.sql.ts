import type { Db } from '#platform/postgres/db';

/** Also one that is being set up: `verified` says whether it counts. */
export function findSecondFactor(db: Db, userId: string) {
  return db
    .selectFrom('auth_second_factors')
    .select(['secret', 'verified'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** False when this step or a later one was taken before: of two requests with one code, only one gets true. */
export async function takeStep(db: Db, { userId, step }: { userId: string; step: number }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('auth_second_factors')
    .set({ last_used_step: step })
    .where('user_id', '=', userId)
    .where((row) => row.or([row('last_used_step', 'is', null), row('last_used_step', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
