import type { Db } from '#platform/postgres/db';

/** Every version of the names, in the trash too: a number never means two texts. */
export async function selectKnownVersions(
  db: Db,
  { projectId, prompts }: { projectId: string; prompts: readonly { name: string }[] },
): Promise<{ id: string; name: string; version: number; labels: string[] }[]> {
  const names = [...new Set(prompts.map(({ name }) => name))];
  if (names.length === 0) return [];
  return db
    .selectFrom('prompts')
    .select(['id', 'name', 'version', 'labels'])
    .where('project_id', '=', projectId)
    .where('name', 'in', names)
    .execute();
}
