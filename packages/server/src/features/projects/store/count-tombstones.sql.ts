import type { Db } from '#platform/postgres/db';

export async function countTombstones(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('project_tombstones')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
